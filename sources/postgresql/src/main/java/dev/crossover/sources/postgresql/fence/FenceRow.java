package dev.crossover.sources.postgresql.fence;

import static dev.crossover.sources.postgresql.sql.Statements.execute;

import dev.crossover.engine.source.FenceRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;

/**
 * The one row of {@code crossover.fence}, in the transaction of a connection.
 *
 * @param migration tells the migration from any other of this source, earlier or later
 * @param epoch the highest that has acted on the source
 * @param target the address of the target that the fence is up for
 * @param record of the fence that is up; empty if none is
 * @param sealed whether nobody may lower it who has not read the journal
 */
record FenceRow(
    String migration, long epoch, String target, Optional<FenceRecord> record, boolean sealed) {
  private static final String LOCK =
      "SET LOCAL lock_timeout = '10s'; SET LOCAL statement_timeout = '60s';"
          + " SET LOCAL synchronous_commit = on;"
          + " SELECT pg_advisory_xact_lock(hashtextextended('crossover.fence', 0))";

  private static final String SCHEMA = "CREATE SCHEMA crossover";

  private static final String TABLE =
      "CREATE TABLE IF NOT EXISTS crossover.fence ("
          + "one boolean PRIMARY KEY DEFAULT true CHECK (one), migration text NOT NULL,"
          + " epoch bigint NOT NULL, target text, record text,"
          + " sealed boolean NOT NULL DEFAULT false)";

  /** Makes the row unless it is there: the start of a migration, and nothing else, does that. */
  static void make(Connection connection) throws SQLException {
    if (!holds(connection, "SELECT to_regnamespace('crossover') IS NOT NULL")) {
      execute(connection, SCHEMA);
    }
    if (!exists(connection)) {
      execute(connection, TABLE);
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO crossover.fence (migration, epoch) VALUES (?, -1)"
                + " ON CONFLICT (one) DO NOTHING")) {
      statement.setString(1, UUID.randomUUID().toString());
      statement.executeUpdate();
    }
  }

  /** The row, locked against everybody else until the transaction ends; empty if there is none. */
  static Optional<FenceRow> lock(Connection connection) throws SQLException {
    execute(connection, LOCK);
    return read(connection);
  }

  /** The row, as it is now; empty if there is none. */
  static Optional<FenceRow> read(Connection connection) throws SQLException {
    return exists(connection) ? row(connection) : Optional.empty();
  }

  private static boolean exists(Connection connection) throws SQLException {
    return holds(connection, "SELECT to_regclass('crossover.fence') IS NOT NULL");
  }

  private static Optional<FenceRow> row(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT migration, epoch, coalesce(target, ''), record, sealed"
                    + " FROM crossover.fence")) {
      return row.next()
          ? Optional.of(
              new FenceRow(
                  row.getString(1),
                  row.getLong(2),
                  row.getString(3),
                  Optional.ofNullable(row.getString(4)).map(FenceRecord::new),
                  row.getBoolean(5)))
          : Optional.empty();
    }
  }

  /** Changes the row, if there is one; it is not sealed then. */
  static void write(Connection connection, long epoch, String target, Optional<FenceRecord> record)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE crossover.fence SET epoch = ?, target = ?, record = ?, sealed = false")) {
      statement.setLong(1, epoch);
      statement.setString(2, target);
      statement.setString(3, record.map(FenceRecord::json).orElse(null));
      statement.executeUpdate();
    }
  }

  static void seal(Connection connection) throws SQLException {
    execute(connection, "UPDATE crossover.fence SET sealed = true");
  }

  private static boolean holds(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
