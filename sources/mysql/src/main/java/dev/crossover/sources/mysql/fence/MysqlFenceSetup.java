package dev.crossover.sources.mysql.fence;

import java.sql.Connection;
import java.sql.SQLException;

/** What a migration makes at its start so that the source can be fenced later. */
public final class MysqlFenceSetup {
  private MysqlFenceSetup() {}

  /**
   * Makes the row of epochs in {@code crossover.fence}, unless it is there. It goes with the
   * database.
   */
  public static void make(Connection connection) throws SQLException {
    MysqlFenceRow.make(connection);
  }
}
