package dev.crossover.sources.postgresql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.schema.TablePatterns;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.PostgresqlQuery;
import java.util.List;

/**
 * No table has columns whose names differ only by case: the change stream cannot tell them apart.
 */
public final class ColumnNames implements Check {
  private static final String CLASHES =
      """
      SELECT format('%I.%I', n.nspname, c.relname), n.nspname || '.' || c.relname,
             string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
         AND a.attnum > 0 AND NOT a.attisdropped
       GROUP BY n.nspname, c.relname, lower(a.attname) HAVING count(*) > 1
       ORDER BY 1
      """;

  private record Clash(String quoted, String table, String columns) {}

  private final PostgresqlDatabase source;
  private final List<String> schemas;
  private final TablePatterns excluded;

  /**
   * @param excluded {@code schema.table} patterns of tables that are not moved
   */
  public ColumnNames(PostgresqlDatabase source, List<String> schemas, List<String> excluded) {
    this.source = source;
    this.schemas = List.copyOf(schemas);
    this.excluded = new TablePatterns(excluded);
  }

  @Override
  public String name() {
    return "column-names";
  }

  @Override
  public List<Finding> look() {
    List<Finding> findings =
        new PostgresqlQuery(source, "the columns' names")
                .list(
                    CLASHES,
                    row -> new Clash(row.getString(1), row.getString(2), row.getString(3)),
                    schemas)
                .stream()
                .filter(clash -> !excluded.match(clash.table()))
                .map(
                    clash ->
                        Finding.fail(
                            this,
                            clash.quoted()
                                + " has columns that differ only by case: "
                                + clash.columns(),
                            "rename one of them in the source"))
                .toList();
    return findings.isEmpty()
        ? List.of(Finding.pass(this, "no names differ only by case"))
        : findings;
  }
}
