package dev.crossover.launcher.source;

import static dev.crossover.launcher.source.Statements.execute;
import static dev.crossover.launcher.source.Statements.quoted;

import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.SourceDatabase;
import dev.crossover.launcher.source.FenceRecord.Role;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tries writes that must fail, as each closed role, and rolls back what did not. A write of zero
 * rows asks for the same rights as any other.
 */
final class Canary {
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  /** TRUNCATE cannot be tried without harm; and a role may also act as those it is a member of. */
  private static final String RIGHTS =
      """
      SELECT r.rolname, t.name, p.name
        FROM pg_roles closed
        JOIN pg_roles r ON pg_has_role(closed.oid, r.oid, 'MEMBER'),
             unnest(?::text[]) AS t (name),
             unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS p (name)
       WHERE closed.rolname = ANY (?)
         AND (has_table_privilege(r.oid, t.name::regclass, p.name)
              OR (p.name IN ('INSERT', 'UPDATE')
                  AND has_any_column_privilege(r.oid, t.name::regclass, p.name)))
       GROUP BY 1, 2, 3
      """;

  private final SourceDatabase source;

  Canary(SourceDatabase source) {
    this.source = source;
  }

  List<String> leaks(FenceRecord record) {
    return Statements.rollBack(
        source,
        "try the fence; Crossover's user must be a superuser or a member of the closed roles",
        connection -> leaks(connection, record));
  }

  /** Like {@link #leaks(FenceRecord)}, as the connection's own transaction sees it. */
  static List<String> leaks(Connection connection, FenceRecord record) throws SQLException {
    List<String> leaks = new ArrayList<>(rights(connection, record));
    for (Role role : record.roles()) {
      leaks.addAll(tries(connection, role.name(), record.tables()));
    }
    return leaks;
  }

  private static List<String> rights(Connection connection, FenceRecord record)
      throws SQLException {
    List<String> leaks = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(RIGHTS)) {
      Object[] tables = record.tables().stream().map(Statements::quoted).toArray();
      Object[] roles = record.roles().stream().map(Role::name).toArray();
      statement.setArray(1, connection.createArrayOf("text", tables));
      statement.setArray(2, connection.createArrayOf("text", roles));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          leaks.add(rows.getString(1) + " has " + rows.getString(3) + " on " + rows.getString(2));
        }
      }
    }
    return leaks;
  }

  private static List<String> tries(Connection connection, String role, List<TableName> tables)
      throws SQLException {
    List<String> leaks = new ArrayList<>();
    execute(connection, "SET LOCAL lock_timeout = '5s'; SET LOCAL row_security = on");
    execute(connection, "SET LOCAL ROLE " + quoted(role));
    for (TableName table : tables) {
      for (String write : writes(table)) {
        refusal(connection, write)
            .ifPresent(reason -> leaks.add(role + " could run " + write + reason));
      }
    }
    execute(connection, "RESET ROLE");
    return leaks;
  }

  private static List<String> writes(TableName table) {
    return List.of(
        "INSERT INTO " + quoted(table) + " SELECT WHERE false",
        "DELETE FROM " + quoted(table) + " WHERE false");
  }

  /** Empty if the write is refused for lack of rights, else what happened. */
  private static Optional<String> refusal(Connection connection, String write) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      execute(connection, write);
      return Optional.of("");
    } catch (SQLException e) {
      return INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())
          ? Optional.empty()
          : Optional.of(" up to the error " + e.getMessage());
    } finally {
      connection.rollback(before);
    }
  }
}
