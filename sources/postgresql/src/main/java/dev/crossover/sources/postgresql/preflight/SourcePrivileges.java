package dev.crossover.sources.postgresql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The user may read every row of every table: nothing is hidden by grants or by row security. */
public final class SourcePrivileges implements Check {
  private static final String TABLES =
      """
      SELECT format('%I.%I', n.nspname, c.relname), n.nspname || '.' || c.relname,
             quote_ident(n.nspname), quote_ident(current_user),
             has_schema_privilege(n.oid, 'USAGE'), has_table_privilege(c.oid, 'SELECT'),
             row_security_active(c.oid)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p')
       ORDER BY 1
      """;

  /**
   * @param enters whether the user may use the table's schema
   * @param selects whether the user may read the table, if it may use the schema
   */
  private record Table(
      String quoted, String schema, String user, boolean enters, boolean selects, boolean hidden) {
    boolean readable() {
      return enters && selects;
    }
  }

  private final MovedTables moved;

  public SourcePrivileges(MovedTables moved) {
    this.moved = moved;
  }

  @Override
  public String name() {
    return "source-privileges";
  }

  @Override
  public List<Finding> look() {
    List<Table> tables =
        moved.list(
            "the privileges on the source's tables",
            TABLES,
            row ->
                new Table(
                    row.getString(1),
                    row.getString(3),
                    row.getString(4),
                    row.getBoolean(5),
                    row.getBoolean(6),
                    row.getBoolean(7)));
    List<Finding> findings = new ArrayList<>();
    List<Table> unreadable = tables.stream().filter(table -> !table.readable()).toList();
    if (!unreadable.isEmpty()) {
      findings.add(
          Finding.fail(this, "the user may not read " + names(unreadable), grants(unreadable)));
    }
    List<Table> hidden = tables.stream().filter(Table::hidden).toList();
    if (!hidden.isEmpty()) {
      findings.add(
          Finding.fail(
              this,
              "row-level security hides rows of " + names(hidden),
              "ALTER ROLE " + hidden.get(0).user() + " BYPASSRLS;"));
    }
    return findings.isEmpty()
        ? List.of(Finding.pass(this, tables.size() + " tables can be read in full"))
        : findings;
  }

  private static String grants(List<Table> unreadable) {
    return MovedTables.script(
        Stream.concat(
                unreadable.stream()
                    .filter(table -> !table.enters())
                    .map(
                        table ->
                            "GRANT USAGE ON SCHEMA %s TO %s;"
                                .formatted(table.schema(), table.user()))
                    .distinct(),
                unreadable.stream()
                    .filter(table -> !table.selects())
                    .map(
                        table ->
                            "GRANT SELECT ON %s TO %s;".formatted(table.quoted(), table.user())))
            .toList());
  }

  private static String names(List<Table> tables) {
    return MovedTables.shown(tables.stream().map(Table::quoted).toList());
  }
}
