package dev.crossover.sources.postgresql.fence;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.source.Fence;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.Statements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The application's roles exist and can be fenced, and Crossover's user may do it. */
public final class ApplicationRoles implements Check {
  /** What makes a role one that no fence can close, worst first. */
  private static final String UNFENCEABLE =
      """
      SELECT named.name,
             r.oid IS NULL,
             r.rolname = session_user,
             coalesce(r.rolsuper, false) OR EXISTS (
               SELECT FROM pg_roles s
                WHERE s.rolsuper AND NOT r.rolsuper AND pg_has_role(r.oid, s.oid, 'MEMBER')),
             EXISTS (
               SELECT FROM pg_roles w
                WHERE w.rolname = 'pg_write_all_data' AND pg_has_role(r.oid, w.oid, 'MEMBER'))
        FROM unnest(?::text[]) AS named (name) LEFT JOIN pg_roles r ON r.rolname = named.name
       ORDER BY 1
      """;

  private static final String MAY_END_SESSIONS =
      """
      SELECT u.rolsuper OR pg_has_role(u.oid, 'pg_signal_backend', 'USAGE') OR NOT EXISTS (
             SELECT FROM pg_roles r
              WHERE r.rolname = ANY (?) AND NOT pg_has_role(u.oid, r.oid, 'USAGE'))
        FROM pg_roles u WHERE u.rolname = session_user
      """;

  private final PostgresqlDatabase source;
  private final Supplier<PostgresqlFence> fence;
  private final List<String> roles;

  /**
   * @param fence the fence that will be raised; made when the check looks
   * @param roles the application's roles, by the settings
   */
  public ApplicationRoles(
      PostgresqlDatabase source, Supplier<PostgresqlFence> fence, List<String> roles) {
    this.source = source;
    this.fence = fence;
    this.roles = List.copyOf(roles);
  }

  @Override
  public String name() {
    return "application-roles";
  }

  @Override
  public List<Finding> look() {
    if (roles.isEmpty()) {
      return List.of(
          Finding.fail(
              this,
              "no role is named, so the fence would close nothing",
              "list the roles that write in source.application_roles"));
    }
    List<Finding> findings =
        Statements.rollBack(source, "read the application's roles", this::unfenceable);
    if (!findings.isEmpty()) {
      return findings;
    }
    List<Finding> rehearsal = rehearsal();
    return rehearsal.isEmpty()
        ? List.of(Finding.pass(this, String.join(", ", roles) + " can be fenced"))
        : rehearsal;
  }

  private List<Finding> unfenceable(Connection connection) throws SQLException {
    List<Finding> findings = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(UNFENCEABLE)) {
      statement.setArray(1, connection.createArrayOf("text", roles.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          findings.addAll(unfenceable(row));
        }
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(MAY_END_SESSIONS)) {
      statement.setArray(1, connection.createArrayOf("text", roles.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        if (row.next() && !row.getBoolean(1)) {
          findings.add(
              Finding.fail(
                  this,
                  "Crossover's user may not end the application's sessions",
                  "GRANT pg_signal_backend TO Crossover's user"));
        }
      }
    }
    return findings;
  }

  private List<Finding> unfenceable(ResultSet row) throws SQLException {
    String role = row.getString(1);
    if (row.getBoolean(2)) {
      return fail("there is no role " + role, "correct source.application_roles");
    }
    if (row.getBoolean(3)) {
      return fail(
          role + " is Crossover's own user, which a fence would lock out",
          "give the application and Crossover users of their own");
    }
    if (row.getBoolean(4)) {
      return fail(
          role + " is a superuser, or may become one, and no fence stops it",
          "let the application use a role that is not");
    }
    if (row.getBoolean(5)) {
      return fail(
          role + " may write everywhere as a member of pg_write_all_data",
          "REVOKE pg_write_all_data FROM it and grant it the tables it needs");
    }
    return List.of();
  }

  private List<Finding> fail(String observed, String hint) {
    return List.of(Finding.fail(this, observed, hint));
  }

  private List<Finding> rehearsal() {
    try {
      List<String> leaks = fence.get().rehearse();
      Optional<Fence.Raised> raised = fence.get().raised();
      if (raised.isPresent()) {
        return fail(
            "the source is fenced, by a cutover of epoch " + raised.get().epoch(),
            "if no cutover runs, `crossover cleanup --abandon` or `crossover run` opens it");
      }
      return leaks.stream()
          .map(leak -> Finding.fail(this, "the fence would not hold: " + leak, "take that away"))
          .toList();
    } catch (SourceException e) {
      return fail(e.getMessage(), "grant what is missing to Crossover's user");
    }
  }
}
