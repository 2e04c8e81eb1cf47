package dev.crossover.sources.mysql.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;

/**
 * Debezium's memory of where it was, which begins with where we know that it was. Debezium makes
 * the object itself, by its public name.
 */
public final class BinlogStart extends MemoryOffsetBackingStore {
  /** The property that has the key of the offset, and the one that has its value, both JSON. */
  static final String KEY = "crossover.offset.key";

  static final String VALUE = "crossover.offset.value";

  @Override
  public void configure(WorkerConfig config) {
    super.configure(config);
    data.put(bytes(config, KEY), bytes(config, VALUE));
  }

  @Override
  public Set<Map<String, Object>> connectorPartitions(String connectorName) {
    return Set.of();
  }

  private static ByteBuffer bytes(WorkerConfig config, String key) {
    return ByteBuffer.wrap(config.originalsStrings().get(key).getBytes(UTF_8));
  }
}
