package dev.crossover.sources.postgresql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.schema.TablePatterns;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.PostgresqlQuery;
import java.util.List;

/** Every table writes its changes to the log: unlogged and foreign ones do not. */
public final class LoggedTables implements Check {
  private static final String TABLES =
      """
      SELECT format('%I.%I', n.nspname, c.relname), rn.nspname || '.' || r.relname, c.relkind
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_class r ON r.oid = coalesce(pg_partition_root(c.oid), c.oid)
        JOIN pg_namespace rn ON rn.oid = r.relnamespace
       WHERE rn.nspname = ANY (?)
         AND (c.relkind = 'r' AND c.relpersistence <> 'p'
              OR c.relkind = 'f' AND c.relispartition)
       ORDER BY 1
      """;

  private record Table(String quoted, String root, String kind) {}

  private final PostgresqlDatabase source;
  private final List<String> schemas;
  private final TablePatterns excluded;

  /**
   * @param excluded {@code schema.table} patterns of tables that are not moved
   */
  public LoggedTables(PostgresqlDatabase source, List<String> schemas, List<String> excluded) {
    this.source = source;
    this.schemas = List.copyOf(schemas);
    this.excluded = new TablePatterns(excluded);
  }

  @Override
  public String name() {
    return "logged-tables";
  }

  @Override
  public List<Finding> look() {
    List<Finding> findings =
        new PostgresqlQuery(source, "the tables that are not logged")
                .list(
                    TABLES,
                    row -> new Table(row.getString(1), row.getString(2), row.getString(3)),
                    schemas)
                .stream()
                .filter(table -> !excluded.match(table.root()))
                .map(this::problem)
                .toList();
    return findings.isEmpty()
        ? List.of(Finding.pass(this, "every table writes to the log"))
        : findings;
  }

  private Finding problem(Table table) {
    return table.kind().equals("f")
        ? Finding.fail(
            this,
            "partition " + table.quoted() + " of " + table.root() + " is a foreign table",
            "detach it, or name " + table.root() + " in source.exclude_tables")
        : Finding.fail(
            this,
            table.quoted() + " is unlogged, so its changes are nowhere",
            "ALTER TABLE " + table.quoted() + " SET LOGGED;");
  }
}
