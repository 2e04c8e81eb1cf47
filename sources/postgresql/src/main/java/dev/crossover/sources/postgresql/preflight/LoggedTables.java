package dev.crossover.sources.postgresql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import java.util.ArrayList;
import java.util.List;

/** Every table writes its changes to the log: unlogged and foreign ones do not. */
public final class LoggedTables implements Check {
  // A table can be logged only once those that it refers to are, so these come first.
  private static final String TABLES =
      """
      WITH RECURSIVE referred (child, parent) AS (
        SELECT conrelid, confrelid FROM pg_constraint WHERE contype = 'f' AND conrelid <> confrelid
        UNION
        SELECT r.child, f.confrelid FROM referred r
        JOIN pg_constraint f ON f.conrelid = r.parent AND f.contype = 'f')
      SELECT format('%I.%I', n.nspname, c.relname), rn.nspname || '.' || r.relname, c.relkind,
             format('%I.%I', rn.nspname, r.relname)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_class r ON r.oid = coalesce(pg_partition_root(c.oid), c.oid)
        JOIN pg_namespace rn ON rn.oid = r.relnamespace
       WHERE rn.nspname = ANY (?)
         AND (c.relkind = 'r' AND c.relpersistence <> 'p'
              OR c.relkind = 'f' AND c.relispartition)
       ORDER BY (SELECT count(*) FROM referred WHERE child = c.oid), 1
      """;

  private record Table(String quoted, boolean foreign, String root, String quotedRoot) {}

  private final MovedTables moved;

  public LoggedTables(MovedTables moved) {
    this.moved = moved;
  }

  @Override
  public String name() {
    return "logged-tables";
  }

  @Override
  public List<Finding> look() {
    List<Table> tables =
        moved.list(
            "the tables that are not logged",
            TABLES,
            row ->
                new Table(
                    row.getString(1),
                    row.getString(3).equals("f"),
                    row.getString(2),
                    row.getString(4)));
    List<Finding> findings = new ArrayList<>();
    List<String> unlogged =
        tables.stream().filter(table -> !table.foreign()).map(Table::quoted).toList();
    if (!unlogged.isEmpty()) {
      findings.add(
          Finding.fail(
              this,
              "unlogged, so that changes are nowhere: " + MovedTables.shown(unlogged),
              MovedTables.script(
                  unlogged.stream().map(name -> "ALTER TABLE " + name + " SET LOGGED;").toList())));
    }
    tables.stream().filter(Table::foreign).map(this::foreign).forEach(findings::add);
    return findings.isEmpty()
        ? List.of(Finding.pass(this, "every table writes to the log"))
        : findings;
  }

  private Finding foreign(Table table) {
    return Finding.fail(
        this,
        "partition " + table.quoted() + " of " + table.root() + " is a foreign table",
        "ALTER TABLE %s DETACH PARTITION %s; or name %s in source.exclude_tables"
            .formatted(table.quotedRoot(), table.quoted(), table.root()));
  }
}
