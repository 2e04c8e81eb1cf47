package dev.crossover.sources.postgresql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.sources.postgresql.sql.PostgresqlQuery;
import java.util.ArrayList;
import java.util.List;

/** The user may make a slot, a schema of our own and a publication of the moved tables. */
public final class ReplicationPrivileges implements Check {
  // Managed services give a role of their own in the place of the attribute.
  private static final String USER =
      """
      SELECT quote_ident(current_user), quote_ident(current_database()),
             (SELECT rolsuper OR rolreplication FROM pg_roles WHERE rolname = current_user)
               OR EXISTS (SELECT 1 FROM pg_roles
                          WHERE rolname IN ('rds_replication', 'azure_pg_admin')
                            AND pg_has_role(oid, 'MEMBER')),
             has_database_privilege(current_database(), 'CREATE')
      """;

  private static final String FOREIGN_TABLES =
      """
      SELECT format('%I.%I', n.nspname, c.relname), n.nspname || '.' || c.relname,
             quote_ident(pg_get_userbyid(c.relowner)),
             (SELECT rolsuper FROM pg_roles r WHERE r.oid = c.relowner)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
         AND NOT pg_has_role(c.relowner, 'USAGE')
       ORDER BY 1
      """;

  private record User(String name, String database, boolean replicates, boolean creates) {}

  private record Table(String quoted, String owner, boolean ofSuperuser) {}

  private final MovedTables tables;

  public ReplicationPrivileges(MovedTables tables) {
    this.tables = tables;
  }

  @Override
  public String name() {
    return "replication-privileges";
  }

  @Override
  public List<Finding> look() {
    User user =
        new PostgresqlQuery(tables.source(), "the user's privileges")
            .list(
                USER,
                row ->
                    new User(
                        row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)))
            .get(0);
    List<Finding> findings = new ArrayList<>();
    if (!user.replicates()) {
      findings.add(
          Finding.fail(
              this,
              "user " + user.name() + " may not replicate",
              "ALTER ROLE " + user.name() + " REPLICATION;"));
    }
    if (!user.creates()) {
      findings.add(
          Finding.fail(
              this,
              "user " + user.name() + " may not make a schema or a publication",
              "GRANT CREATE ON DATABASE " + user.database() + " TO " + user.name() + ";"));
    }
    List<Table> notOwned =
        tables.list(
            "the owners of the source's tables",
            FOREIGN_TABLES,
            row -> new Table(row.getString(1), row.getString(3), row.getBoolean(4)));
    if (!notOwned.isEmpty()) {
      findings.add(
          Finding.fail(
              this,
              "only an owner may publish a table, and user %s owns not %s"
                  .formatted(
                      user.name(),
                      MovedTables.shown(notOwned.stream().map(Table::quoted).toList())),
              MovedTables.script(
                  notOwned.stream().map(table -> membership(table, user)).distinct().toList())));
    }
    return findings.isEmpty()
        ? List.of(Finding.pass(this, "user " + user.name() + " may publish and replicate"))
        : findings;
  }

  /** A member of a superuser's role is one. */
  private static String membership(Table table, User user) {
    return table.ofSuperuser()
        ? "-- give the tables of superuser %s an owner that is none, and make %s its member"
            .formatted(table.owner(), user.name())
        : "GRANT %s TO %s;".formatted(table.owner(), user.name());
  }
}
