package dev.crossover.sources.mysql.fence;

import dev.crossover.engine.source.FenceRecord;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The one row of {@code crossover.fence}.
 *
 * @param migration tells the migration from any other of this source, earlier or later
 * @param epoch the highest that has acted on the source
 * @param target the address of the target that the fence is up for
 * @param record of the fence that is up, or may be; empty if none is
 * @param sealed whether nobody may lower it who has not read the journal
 */
record MysqlFenceRow(
    String migration, long epoch, String target, Optional<FenceRecord> record, boolean sealed) {
  private static final String EXISTS =
      "SELECT count(*) FROM information_schema.tables"
          + " WHERE table_schema = 'crossover' AND table_name = 'fence'";

  private static final String TABLE =
      "CREATE TABLE IF NOT EXISTS crossover.fence (one int PRIMARY KEY,"
          + " migration varchar(36) NOT NULL, epoch bigint NOT NULL, target text,"
          + " record longtext, sealed int NOT NULL) ENGINE = InnoDB"
          + " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

  /** Makes the row unless it is there: the start of a migration, and nothing else, does that. */
  static void make(Connection connection) throws SQLException {
    MysqlStatements.execute(connection, "CREATE DATABASE IF NOT EXISTS crossover");
    MysqlStatements.execute(connection, TABLE);
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT IGNORE INTO crossover.fence VALUES (1, ?, -1, NULL, NULL, 0)")) {
      statement.setString(1, UUID.randomUUID().toString());
      statement.executeUpdate();
    }
  }

  /** The row as it is now; empty if there is none. */
  static Optional<MysqlFenceRow> read(Connection connection) throws SQLException {
    return exists(connection) ? row(connection) : Optional.empty();
  }

  private static boolean exists(Connection connection) throws SQLException {
    return MysqlQuery.list(connection, EXISTS, row -> row.getInt(1) > 0, List.of()).get(0);
  }

  private static Optional<MysqlFenceRow> row(Connection connection) throws SQLException {
    return MysqlQuery.list(
            connection,
            "SELECT migration, epoch, coalesce(target, ''), record, sealed FROM crossover.fence",
            row ->
                new MysqlFenceRow(
                    row.getString(1),
                    row.getLong(2),
                    row.getString(3),
                    Optional.ofNullable(row.getString(4)).map(FenceRecord::new),
                    row.getInt(5) == 1),
            List.of())
        .stream()
        .findFirst();
  }

  /** Changes the row, if there is one; it is not sealed then. */
  static void write(Connection connection, long epoch, String target, Optional<FenceRecord> record)
      throws SQLException {
    if (exists(connection)) {
      try (PreparedStatement statement =
          connection.prepareStatement(
              "UPDATE crossover.fence SET epoch = ?, target = ?, record = ?, sealed = 0")) {
        statement.setLong(1, epoch);
        statement.setString(2, target);
        statement.setString(3, record.map(FenceRecord::json).orElse(null));
        statement.executeUpdate();
      }
    }
  }

  static void seal(Connection connection) throws SQLException {
    MysqlStatements.execute(connection, "UPDATE crossover.fence SET sealed = 1");
  }
}
