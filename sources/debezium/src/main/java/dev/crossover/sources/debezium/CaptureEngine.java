package dev.crossover.sources.debezium;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.SourceException;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import io.debezium.engine.spi.OffsetCommitPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Debezium's engine, which runs in the thread that calls {@link #run}. */
public final class CaptureEngine implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(CaptureEngine.class);

  /** What may wait in Debezium's queue, which counts events alone by itself. */
  private static final long QUEUE_BYTES = 16L << 20;

  private static final Map<String, String> COMMON =
      Map.ofEntries(
          Map.entry("name", "crossover"),
          Map.entry("topic.prefix", "crossover"),
          Map.entry("provide.transaction.metadata", "true"),
          Map.entry("max.queue.size.in.bytes", Long.toString(QUEUE_BYTES)),
          Map.entry("skipped.operations", "none"),
          Map.entry("tombstones.on.delete", "false"),
          // What cannot be read must stop the stream and not leave a hole in it.
          Map.entry("event.processing.failure.handling.mode", "fail"),
          Map.entry("errors.max.retries", "0"));

  private final DebeziumEngine<?> engine;
  private final AtomicReference<SourceException> failure = new AtomicReference<>();

  /**
   * @param connector the connector's properties, besides those that every source has
   */
  public CaptureEngine(
      Map<String, String> connector,
      DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>> consumer) {
    Properties properties = new Properties();
    properties.putAll(COMMON);
    // Debezium waits for a minute where two of one name have metrics in a process.
    properties.put("custom.metric.tags", "run=" + UUID.randomUUID());
    properties.putAll(connector);
    DebeziumEngine.Builder<RecordChangeEvent<SourceRecord>> builder =
        DebeziumEngine.create(ChangeEventFormat.of(Connect.class));
    this.engine =
        builder
            .using(properties)
            .using(OffsetCommitPolicy.always())
            .using(
                (success, message, error) -> {
                  if (!success) {
                    failure.compareAndSet(null, failed(message, error));
                  }
                })
            .notifying(consumer)
            .build();
  }

  /**
   * Captures until the consumer or {@link #stop} ends it.
   *
   * @throws SourceException if it cannot begin or go on
   */
  @Override
  public void run() {
    engine.run();
    if (failure.get() != null) {
      throw failure.get();
    }
  }

  /**
   * Asks the engine to end; for another thread. While it starts, and after its end, it refuses: so
   * it is asked again as long as it runs.
   */
  public void stop() {
    try {
      engine.close();
    } catch (IllegalStateException notNow) {
      LOG.debug("event=capture_stop_refused reason=\"{}\"", notNow.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SourceException failed(String message, Throwable error) {
    String reason = Optional.ofNullable(error).map(CaptureEngine::reason).orElse(message);
    String what = "the change capture failed: " + reason;
    return isOutOfMemory(error)
        ? SourceException.outOfMemory(what, error)
        : new SourceException(what, error);
  }

  private static boolean isOutOfMemory(Throwable error) {
    Throwable cause = error;
    while (cause != null && !(cause instanceof OutOfMemoryError)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  /** Our own words if there are any, such as which file cannot be written; else the root's. */
  private static String reason(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null
        && !(root instanceof UncheckedIOException)
        && !(root instanceof CrossoverException)) {
      root = root.getCause();
    }
    if (root instanceof OutOfMemoryError) {
      return "a single row takes more memory than the %d MiB that capture has; it is started again with twice as much, up to half of this machine's memory. If that is not enough, run the command again with more, such as _JAVA_OPTIONS=-Xmx4g in its environment"
          .formatted(Runtime.getRuntime().maxMemory() >> 20);
    }
    return root instanceof UncheckedIOException || root instanceof CrossoverException
        ? root.getMessage()
        : root.toString();
  }
}
