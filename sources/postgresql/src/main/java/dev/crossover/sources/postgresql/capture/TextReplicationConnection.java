package dev.crossover.sources.postgresql.capture;

import dev.crossover.contract.SourceException;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import io.debezium.connector.postgresql.connection.Lsn;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import io.debezium.connector.postgresql.connection.ReplicationStream;
import io.debezium.connector.postgresql.connection.WalPositionLocator;
import io.debezium.connector.postgresql.spi.SlotCreationResult;
import io.debezium.jdbc.JdbcConnection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A replication connection whose session prints values like every other session of Crossover, and
 * which refuses to make a slot: a slot made now would start now, and lose all that came before.
 */
final class TextReplicationConnection implements ReplicationConnection {
  private final ReplicationConnection connection;

  TextReplicationConnection(ReplicationConnection connection) {
    this.connection = connection;
  }

  @Override
  public ReplicationStream startStreaming(WalPositionLocator walPosition)
      throws SQLException, InterruptedException {
    fixTextForms();
    return connection.startStreaming(walPosition);
  }

  @Override
  public ReplicationStream startStreaming(Lsn offset, WalPositionLocator walPosition)
      throws SQLException, InterruptedException {
    fixTextForms();
    return connection.startStreaming(offset, walPosition);
  }

  /** Debezium runs its own initial statements on every connection but this one. */
  private void fixTextForms() throws SQLException {
    ((JdbcConnection) connection).execute(PostgresqlDatabase.TEXT_FORMS);
  }

  @Override
  public Optional<SlotCreationResult> createReplicationSlot() {
    throw new SourceException(
        "the replication slot is gone; changes since then are lost, so the migration"
            + " must be started again: run cleanup, then run");
  }

  @Override
  public void initConnection() throws SQLException, InterruptedException {
    connection.initConnection();
  }

  @Override
  public boolean isConnected() throws SQLException {
    return connection.isConnected();
  }

  @Override
  public void reconnect() throws SQLException {
    connection.reconnect();
  }

  @Override
  public void close() throws Exception {
    connection.close();
  }
}
