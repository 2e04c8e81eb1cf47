package dev.crossover.sources.postgresql.fence;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.sources.postgresql.sql.Identifiers;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.PostgresqlQuery;
import java.util.ArrayList;
import java.util.List;

/**
 * Crossover's user has what raising, trying and lowering the fence takes, each right named that is
 * missing.
 */
public final class FencePrivileges implements Check {
  // From version 16 on CREATEROLE reaches only roles that were granted WITH ADMIN OPTION, and a
  // member may be kept from SET ROLE.
  private static final String ROLES =
      """
      SELECT r.rolname, u.rolname, u.rolsuper OR u.rolcreaterole,
             u.rolsuper OR CASE WHEN current_setting('server_version_num')::int < 160000
               THEN pg_has_role(u.oid, r.oid, 'MEMBER')
               ELSE pg_has_role(u.oid, r.oid, 'MEMBER WITH ADMIN OPTION')
                    AND pg_has_role(u.oid, r.oid, 'SET') END
        FROM pg_roles u, pg_roles r
       WHERE u.rolname = session_user AND r.rolname <> session_user AND NOT r.rolsuper AND EXISTS (
             SELECT FROM pg_roles named
              WHERE named.rolname = ANY (?) AND pg_has_role(r.oid, named.oid, 'MEMBER'))
       ORDER BY 1
      """;

  private static final String SEES_OTHERS =
      """
      SELECT u.rolname, u.rolsuper OR pg_has_role(u.oid, 'pg_read_all_stats', 'USAGE')
        FROM pg_roles u WHERE u.rolname = session_user
      """;

  private record Right(String role, String user, boolean changesRoles, boolean acts) {}

  private record Sight(String user, boolean all) {}

  private final PostgresqlDatabase source;
  private final List<String> roles;

  /**
   * @param roles the application's roles, by the settings
   */
  public FencePrivileges(PostgresqlDatabase source, List<String> roles) {
    this.source = source;
    this.roles = List.copyOf(roles);
  }

  @Override
  public String name() {
    return "fence-privileges";
  }

  @Override
  public List<Finding> look() {
    PostgresqlQuery query = new PostgresqlQuery(source, "the user's rights over other roles");
    List<Finding> findings = new ArrayList<>();
    Sight sight =
        query.list(SEES_OTHERS, row -> new Sight(row.getString(1), row.getBoolean(2))).get(0);
    if (!sight.all()) {
      findings.add(
          fail(
              "user %s does not see who else writes, so a writer could escape the fence unseen"
                  .formatted(sight.user()),
              "GRANT pg_read_all_stats TO " + Identifiers.quoted(sight.user()) + ";"));
    }
    List<Right> rights =
        query.list(
            ROLES,
            row ->
                new Right(row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)),
            roles);
    rights.stream()
        .filter(right -> !right.changesRoles())
        .findFirst()
        .ifPresent(right -> findings.add(mayNotChangeRoles(right)));
    rights.stream()
        .filter(right -> !right.acts())
        .forEach(right -> findings.add(mayNotActAs(right)));
    return findings.isEmpty()
        ? List.of(Finding.pass(this, sight.user() + " may close and try the application's roles"))
        : findings;
  }

  private Finding mayNotChangeRoles(Right right) {
    return fail(
        "user %s may not take the right to log in from %s".formatted(right.user(), right.role()),
        "ALTER ROLE " + Identifiers.quoted(right.user()) + " CREATEROLE;");
  }

  private Finding mayNotActAs(Right right) {
    return fail(
        "user %s may not close %s, act as it to try whether it can still write, and end its sessions"
            .formatted(right.user(), right.role()),
        "GRANT %s TO %s WITH ADMIN OPTION;"
            .formatted(Identifiers.quoted(right.role()), Identifiers.quoted(right.user())));
  }

  private Finding fail(String observed, String hint) {
    return Finding.fail(this, observed, hint);
  }
}
