package dev.crossover.sources.postgresql.capture;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresSchema;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Debezium's task with a replication connection that hands values on as text and never makes a
 * slot. This repeats what the overridden method does with an existing slot, with {@link TextTypes}
 * as the one difference.
 */
public final class TextConnectorTask extends PostgresConnectorTask {
  /** Well below PostgreSQL's wal_sender_timeout, which is a minute. */
  private static final Duration STATUS_INTERVAL = Duration.ofSeconds(5);

  @Override
  protected ReplicationConnection buildReplicationConnection(
      PostgresConnection jdbcConnection, PostgresSchema schema, PostgresConnectorConfig config)
      throws SQLException {
    return new TextReplicationConnection(
        ReplicationConnection.builder(config)
            .withSlot(config.slotName())
            .withPublication(config.publicationName())
            .withTableFilter(config.getTableFilters())
            .withPublicationAutocreateMode(PostgresConnectorConfig.AutoCreateMode.DISABLED)
            .withPlugin(config.plugin())
            .dropSlotOnClose(false)
            .createFailOverSlot(false)
            .statusUpdateInterval(STATUS_INTERVAL)
            .withTypeRegistry(new TextTypes(jdbcConnection))
            .withSchema(schema)
            .jdbcMetadataConnection(jdbcConnection)
            .build());
  }
}
