package dev.crossover.sources.mysql.fence;

import dev.crossover.engine.source.FenceRecord;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The one row of {@code crossover.fence}.
 *
 * @param epoch the highest that has acted on the source
 * @param target the address of the target that the fence is up for
 * @param record of the fence that is up, or may be; empty if none is
 * @param sealed whether nobody may lower it who has not read the journal
 */
record MysqlFenceRow(long epoch, String target, Optional<FenceRecord> record, boolean sealed) {
  private static final String EXISTS =
      "SELECT count(*) FROM information_schema.tables"
          + " WHERE table_schema = 'crossover' AND table_name = 'fence'";

  private static final String TABLE =
      "CREATE TABLE crossover.fence (one int PRIMARY KEY, epoch bigint NOT NULL, target text,"
          + " record longtext, sealed int NOT NULL) ENGINE = InnoDB"
          + " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

  /** The row as it is now; empty if there is none. Makes nothing. */
  static Optional<MysqlFenceRow> read(Connection connection) throws SQLException {
    if (MysqlQuery.list(connection, EXISTS, row -> row.getInt(1), List.of()).get(0) == 0) {
      return Optional.empty();
    }
    return MysqlQuery.list(
            connection,
            "SELECT epoch, coalesce(target, ''), record, sealed FROM crossover.fence",
            row ->
                new MysqlFenceRow(
                    row.getLong(1),
                    row.getString(2),
                    Optional.ofNullable(row.getString(3)).map(FenceRecord::new),
                    row.getInt(4) == 1),
            List.of())
        .stream()
        .findFirst();
  }

  /** Replaces the row; it is not sealed then. */
  static void write(Connection connection, long epoch, String target, Optional<FenceRecord> record)
      throws SQLException {
    if (MysqlQuery.list(connection, EXISTS, row -> row.getInt(1), List.of()).get(0) == 0) {
      MysqlStatements.execute(connection, "CREATE DATABASE IF NOT EXISTS crossover");
      MysqlStatements.execute(connection, TABLE);
    }
    try (PreparedStatement statement =
        connection.prepareStatement("REPLACE INTO crossover.fence VALUES (1, ?, ?, ?, 0)")) {
      statement.setLong(1, epoch);
      statement.setString(2, target);
      statement.setString(3, record.map(FenceRecord::json).orElse(null));
      statement.executeUpdate();
    }
  }

  static void seal(Connection connection) throws SQLException {
    MysqlStatements.execute(connection, "UPDATE crossover.fence SET sealed = 1");
  }
}
