package dev.crossover.sources.postgresql.fence;

import static dev.crossover.sources.postgresql.sql.Identifiers.literal;
import static dev.crossover.sources.postgresql.sql.Identifiers.quoted;
import static dev.crossover.sources.postgresql.sql.Statements.execute;

import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.postgresql.fence.PostgresqlFenceRecord.Role;
import dev.crossover.sources.postgresql.sql.Identifiers;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.Statements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tries writes that must fail, as each closed role, and rolls back what did not. A write of zero
 * rows asks for the same rights as any other.
 */
final class Canary {
  /** All writes of a role in one round trip, since the source is fenced meanwhile. */
  private static final String TRIES =
      """
      DO $canary$
      DECLARE
        write text;
        succeeded text := '';
      BEGIN
        FOREACH write IN ARRAY string_to_array(current_setting('crossover.writes'), E'\\n') LOOP
          BEGIN
            EXECUTE write;
            succeeded := succeeded || write || E'\\n';
          EXCEPTION
            WHEN insufficient_privilege THEN NULL;
            WHEN OTHERS THEN succeeded := succeeded || write || ' up to: ' || SQLERRM || E'\\n';
          END;
        END LOOP;
        PERFORM set_config('crossover.succeeded', succeeded, true);
      END $canary$
      """;

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

  private final PostgresqlDatabase source;

  Canary(PostgresqlDatabase source) {
    this.source = source;
  }

  List<String> leaks(PostgresqlFenceRecord record) {
    return Statements.rollBack(
        source,
        "try the fence; Crossover's user must be a superuser or a member of the closed roles",
        connection -> leaks(connection, record));
  }

  /** Like {@link #leaks(PostgresqlFenceRecord)}, as the connection's own transaction sees it. */
  static List<String> leaks(Connection connection, PostgresqlFenceRecord record)
      throws SQLException {
    List<String> leaks = new ArrayList<>(rights(connection, record));
    for (Role role : record.roles()) {
      leaks.addAll(tries(connection, role.name(), record.tables()));
    }
    return leaks;
  }

  private static List<String> rights(Connection connection, PostgresqlFenceRecord record)
      throws SQLException {
    List<String> leaks = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(RIGHTS)) {
      Object[] tables = record.tables().stream().map(Identifiers::quoted).toArray();
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
    execute(connection, "SET LOCAL lock_timeout = '5s'; SET LOCAL row_security = on");
    execute(
        connection,
        "SELECT set_config('crossover.writes', "
            + literal(String.join("\n", tables.stream().flatMap(Canary::writes).toList()))
            + ", true)");
    execute(connection, "SET LOCAL ROLE " + quoted(role));
    execute(connection, TRIES);
    execute(connection, "RESET ROLE");
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT current_setting('crossover.succeeded')")) {
      row.next();
      return row.getString(1).lines().map(write -> role + " could run " + write).toList();
    }
  }

  private static Stream<String> writes(TableName table) {
    return Stream.of(
        "INSERT INTO " + quoted(table) + " SELECT WHERE false",
        "DELETE FROM " + quoted(table) + " WHERE false");
  }
}
