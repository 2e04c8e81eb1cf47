package dev.crossover.sources.postgresql.verify;

import dev.crossover.contract.SourceException;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.LoggerFactory;

/** A read-only transaction that sees the moment at which it was opened. */
record SourceMoment(Connection connection) implements AutoCloseable {
  private static final String ABOUT_DATA = "22";

  static SourceMoment open(PostgresqlDatabase database) {
    Connection connection = database.connectToRead();
    try {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      // The first statement decides what the transaction sees.
      Statements.execute(connection, "SELECT 1");
      return new SourceMoment(connection);
    } catch (SQLException e) {
      closeQuietly(connection);
      throw failed("open a snapshot of the source", e);
    }
  }

  /** One that ended with its connection must not hide the failure of the last reading. */
  @Override
  public void close() {
    closeQuietly(connection::rollback);
    closeQuietly(connection);
  }

  /**
   * @param what ends the sentence "cannot ..."
   */
  static SourceException failed(String what, SQLException cause) {
    String state = String.valueOf(cause.getSQLState());
    // A message about data may quote them.
    String said = state.startsWith(ABOUT_DATA) ? "" : ": " + cause.getMessage();
    return new SourceException(
        "cannot %s to verify it (%s%s); check the connection and the user's rights"
            .formatted(what, state, said),
        cause);
  }

  static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      LoggerFactory.getLogger(SourceMoment.class).debug("event=close_failed side=source", e);
    }
  }
}
