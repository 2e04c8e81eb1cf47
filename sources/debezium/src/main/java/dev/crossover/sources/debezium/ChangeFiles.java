package dev.crossover.sources.debezium;

import dev.crossover.engine.capture.CaptureOutput;
import dev.crossover.engine.capture.UnwritableRecordException;
import dev.crossover.engine.schema.TableName;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.generic.GenericRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts changes into files; one that is not understood goes in as texts, and the stream goes on. */
public record ChangeFiles(CaptureOutput output) {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeFiles.class);

  /**
   * @param change makes the record, or throws an {@link UnreadableValueException}
   * @param texts makes the record of the values' texts, given the reason
   */
  public void put(
      TableName table,
      Instant committed,
      Supplier<GenericRecord> change,
      Function<String, GenericRecord> texts) {
    try {
      output.change(table, committed, change.get());
    } catch (UnreadableValueException | UnwritableRecordException e) {
      LOG.warn("event=change-unreadable table={} error=\"{}\"", table, e.getMessage());
      output.change(table, committed, texts.apply(e.getMessage()));
    }
  }
}
