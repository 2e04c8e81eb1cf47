package dev.crossover.sources.postgresql.preflight;

import static java.util.stream.Collectors.joining;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.schema.TablePatterns;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.PostgresqlQuery;
import java.util.ArrayList;
import java.util.List;

/** The user may read every row of every table: nothing is hidden by grants or by row security. */
public final class SourcePrivileges implements Check {
  private static final int SHOWN = 10;

  private static final String TABLES =
      """
      SELECT format('%I.%I', n.nspname, c.relname), n.nspname || '.' || c.relname,
             has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'),
             row_security_active(c.oid)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p')
       ORDER BY 1
      """;

  private record Table(String quoted, String name, boolean readable, boolean rowsHidden) {}

  private final PostgresqlDatabase source;
  private final List<String> schemas;
  private final TablePatterns excluded;

  /**
   * @param excluded {@code schema.table} patterns of tables that are not moved
   */
  public SourcePrivileges(PostgresqlDatabase source, List<String> schemas, List<String> excluded) {
    this.source = source;
    this.schemas = List.copyOf(schemas);
    this.excluded = new TablePatterns(excluded);
  }

  @Override
  public String name() {
    return "source-privileges";
  }

  @Override
  public List<Finding> look() {
    List<Table> tables =
        new PostgresqlQuery(source, "the privileges on the source's tables")
                .list(
                    TABLES,
                    row ->
                        new Table(
                            row.getString(1),
                            row.getString(2),
                            row.getBoolean(3),
                            row.getBoolean(4)),
                    schemas)
                .stream()
                .filter(table -> !excluded.match(table.name()))
                .toList();
    List<Finding> findings = new ArrayList<>();
    List<Table> unreadable = tables.stream().filter(table -> !table.readable()).toList();
    if (!unreadable.isEmpty()) {
      findings.add(
          Finding.fail(
              this,
              "the user may not read " + names(unreadable),
              "GRANT USAGE ON the schema and SELECT ON these tables to the user"));
    }
    List<Table> hidden = tables.stream().filter(Table::rowsHidden).toList();
    if (!hidden.isEmpty()) {
      findings.add(
          Finding.fail(
              this,
              "row-level security hides rows of " + names(hidden),
              "ALTER ROLE the user BYPASSRLS"));
    }
    return findings.isEmpty()
        ? List.of(Finding.pass(this, tables.size() + " tables can be read in full"))
        : findings;
  }

  private static String names(List<Table> tables) {
    String shown = tables.stream().limit(SHOWN).map(Table::quoted).collect(joining(", "));
    return tables.size() <= SHOWN ? shown : shown + " and " + (tables.size() - SHOWN) + " more";
  }
}
