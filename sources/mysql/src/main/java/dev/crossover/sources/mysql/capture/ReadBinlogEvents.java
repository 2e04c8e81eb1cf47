package dev.crossover.sources.mysql.capture;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.connector.binlog.BinlogStreamingChangeEventSource;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.EventDispatcher;
import io.debezium.pipeline.signal.actions.SignalAction;
import io.debezium.pipeline.signal.actions.SignalActionProvider;
import io.debezium.pipeline.spi.Partition;
import io.debezium.spi.schema.DataCollectionId;
import java.util.Map;

/**
 * Lets {@link BinlogEvents} read what Debezium's client of the log receives. Debezium asks every
 * provider for its actions when the reader has been made and before it connects, and gives the
 * reader along: there is no other place between the two. We have no action to give.
 */
public final class ReadBinlogEvents implements SignalActionProvider {
  @Override
  public <P extends Partition> Map<String, SignalAction<P>> createActions(
      EventDispatcher<P, ? extends DataCollectionId> dispatcher,
      ChangeEventSourceCoordinator<P, ?> coordinator,
      CommonConnectorConfig config) {
    if (coordinator.getStreamingSource().orElse(null)
        instanceof BinlogStreamingChangeEventSource<?, ?> reader) {
      reader.getBinaryLogClient().setEventDeserializer(new BinlogEvents());
    }
    return Map.of();
  }
}
