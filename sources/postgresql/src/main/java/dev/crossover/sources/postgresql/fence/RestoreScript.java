package dev.crossover.sources.postgresql.fence;

import static dev.crossover.sources.postgresql.sql.Identifiers.quoted;
import static java.util.stream.Collectors.joining;

import dev.crossover.sources.postgresql.fence.PostgresqlFenceRecord.Privilege;
import dev.crossover.sources.postgresql.fence.PostgresqlFenceRecord.Role;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The statements that give back what a fence took, all in one script: un-fencing must not take a
 * round trip per right.
 */
final class RestoreScript {
  private static final String ROLES = "SELECT rolname FROM pg_roles WHERE rolname = ANY (?)";

  private static final String OBJECTS =
      "SELECT o.name FROM unnest(?::text[]) AS o (name) WHERE to_regclass(o.name) IS NOT NULL";

  private static final String COLUMNS =
      """
      SELECT o.name || '.' || a.attname FROM unnest(?::text[]) AS o (name)
        JOIN pg_attribute a ON a.attrelid = to_regclass(o.name)
       WHERE a.attnum > 0 AND NOT a.attisdropped
      """;

  private final Set<String> roles;
  private final Set<String> objects;
  private final Set<String> columns;

  private RestoreScript(Set<String> roles, Set<String> objects, Set<String> columns) {
    this.roles = roles;
    this.objects = objects;
    this.columns = columns;
  }

  /** Objects and roles that are gone since have nothing to get back. */
  static String script(Connection connection, PostgresqlFenceRecord record) throws SQLException {
    Set<String> roles = new HashSet<>();
    Set<String> objects = new HashSet<>();
    Set<String> ofColumns = new HashSet<>();
    record.roles().forEach(role -> roles.add(role.name()));
    for (Privilege privilege : record.privileges()) {
      roles.add(privilege.grantor());
      roles.add(privilege.grantee());
      objects.add(quoted(privilege.object()));
      if (!privilege.column().isEmpty()) {
        ofColumns.add(quoted(privilege.object()));
      }
    }
    return new RestoreScript(
            existing(connection, ROLES, roles),
            existing(connection, OBJECTS, objects),
            existing(connection, COLUMNS, ofColumns))
        .script(record);
  }

  private static Set<String> existing(Connection connection, String sql, Set<String> names)
      throws SQLException {
    Set<String> existing = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("text", names.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          existing.add(rows.getString(1));
        }
      }
    }
    return existing;
  }

  private String script(PostgresqlFenceRecord record) {
    List<String> statements = new ArrayList<>();
    for (Role role : record.roles()) {
      if (role.login() && roles.contains(role.name())) {
        statements.add("ALTER ROLE " + quoted(role.name()) + " LOGIN");
      }
    }
    List<Privilege> together = new ArrayList<>();
    for (Privilege privilege : record.privileges()) {
      if (exists(privilege)) {
        if (!together.isEmpty() && !isGrantedTogether(together.get(0), privilege)) {
          statements.add(grant(together));
          together.clear();
        }
        together.add(privilege);
      }
    }
    if (!together.isEmpty()) {
      statements.add(grant(together));
    }
    statements.add("RESET ROLE");
    return String.join(";\n", statements);
  }

  private boolean exists(Privilege privilege) {
    String object = quoted(privilege.object());
    return roles.contains(privilege.grantor())
        && (privilege.grantee().isEmpty() || roles.contains(privilege.grantee()))
        && (privilege.column().isEmpty()
            ? objects.contains(object)
            : columns.contains(object + "." + privilege.column()));
  }

  private static boolean isGrantedTogether(Privilege one, Privilege other) {
    return one.object().equals(other.object())
        && one.column().equals(other.column())
        && one.grantor().equals(other.grantor())
        && one.grantee().equals(other.grantee())
        && one.grantable() == other.grantable();
  }

  /** As the role that had granted it, so that the same role can revoke it again. */
  private static String grant(List<Privilege> privileges) {
    Privilege first = privileges.get(0);
    String column = first.column().isEmpty() ? "" : " (" + quoted(first.column()) + ")";
    return "SET LOCAL ROLE "
        + quoted(first.grantor())
        + ";\nGRANT "
        + privileges.stream().map(p -> p.right() + column).collect(joining(", "))
        + " ON "
        + first.kind()
        + " "
        + quoted(first.object())
        + " TO "
        + grantee(first.grantee())
        + (first.grantable() ? " WITH GRANT OPTION" : "");
  }

  static String grantee(String name) {
    return name.isEmpty() ? "PUBLIC" : quoted(name);
  }
}
