package dev.crossover.sources.postgresql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import java.util.List;

/**
 * No table has columns whose names differ only by case: the change stream cannot tell them apart,
 * so a new name on the target alone does not help.
 */
public final class ColumnNames implements Check {
  // The number behind a new name is the column's own, so no two of them get the same.
  private static final String CLASHES =
      """
      SELECT format('%I.%I', n.nspname, c.relname), n.nspname || '.' || c.relname,
             string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum),
             string_agg(format('ALTER TABLE %I.%I RENAME COLUMN %I TO %I;', n.nspname, c.relname,
                               a.attname, lower(a.attname) || '_column_' || a.attnum),
                        E'\\n' ORDER BY a.attnum) FILTER (WHERE place > 1)
        FROM (SELECT *, row_number() OVER (PARTITION BY attrelid, lower(attname) ORDER BY attnum)
                AS place FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped) a
        JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       GROUP BY n.nspname, c.relname, lower(a.attname) HAVING count(*) > 1
       ORDER BY 1
      """;

  private final MovedTables tables;

  public ColumnNames(MovedTables tables) {
    this.tables = tables;
  }

  @Override
  public String name() {
    return "column-names";
  }

  @Override
  public List<Finding> look() {
    List<Finding> findings =
        tables.list(
            "the columns' names",
            CLASHES,
            row ->
                Finding.fail(
                    this,
                    "%s has columns that differ only by case, which the change stream cannot tell apart: %s"
                        .formatted(row.getString(1), row.getString(3)),
                    row.getString(4)));
    return findings.isEmpty()
        ? List.of(Finding.pass(this, "no names differ only by case"))
        : findings;
  }
}
