package dev.crossover.sources.postgresql.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.Settings;
import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.capture.Capture;
import dev.crossover.engine.capture.CaptureOutput;
import dev.crossover.engine.capture.CaptureSetup;
import dev.crossover.engine.capture.FakeCaptureSetup;
import dev.crossover.engine.capture.InMemoryStreamStates;
import dev.crossover.engine.capture.LocalCapture;
import dev.crossover.engine.capture.StreamState;
import dev.crossover.engine.changes.ChangeRecord;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.source.FakeSourceLog;
import dev.crossover.sources.debezium.IdleHeartbeat;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.StopEngineException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** What Debezium hands over, as it could be and never should. */
class ChangeWriterTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
  private static final Schema SOURCE =
      SchemaBuilder.struct()
          .field("schema", Schema.STRING_SCHEMA)
          .field("table", Schema.STRING_SCHEMA)
          .field("ts_ms", Schema.INT64_SCHEMA)
          .field("lsn", Schema.INT64_SCHEMA)
          .field("txId", Schema.INT64_SCHEMA)
          .build();
  private static final Schema ROW =
      SchemaBuilder.struct()
          .field("id", column(ColumnType.Kind.INTEGER))
          .field("day", column(ColumnType.Kind.BOOLEAN))
          .field("n", column(ColumnType.Kind.LONG))
          .optional()
          .build();
  private static final Schema ENVELOPE =
      SchemaBuilder.struct()
          .field("before", ROW)
          .field("after", ROW)
          .field("source", SOURCE)
          .field("op", Schema.STRING_SCHEMA)
          .build();
  private static final Schema END =
      SchemaBuilder.struct()
          .field("status", Schema.STRING_SCHEMA)
          .field("ts_ms", Schema.INT64_SCHEMA)
          .build();

  private final FakeCaptureSetup setup = new FakeCaptureSetup(new FakeSourceLog());
  private final InMemoryStreamStates states = new InMemoryStreamStates();
  private final InMemoryBucket bucket = new InMemoryBucket();

  private static Schema column(ColumnType.Kind kind) {
    SchemaBuilder field = SchemaBuilder.string().optional();
    new ColumnType(kind, 0, 0, false, ',').describe(field);
    return field.build();
  }

  private static RecordChangeEvent<SourceRecord> insert(long lsn, String id, String n) {
    Struct source =
        new Struct(SOURCE)
            .put("schema", "public")
            .put("table", "t")
            .put("ts_ms", NOON.millis())
            .put("lsn", lsn)
            .put("txId", 7L);
    Struct row = new Struct(ROW).put("id", id).put("n", n);
    Struct value = new Struct(ENVELOPE).put("after", row).put("source", source).put("op", "c");
    return event(value, Map.of());
  }

  private static RecordChangeEvent<SourceRecord> end(long lsn) {
    Struct value = new Struct(END).put("status", "END").put("ts_ms", NOON.millis());
    return event(value, Map.of("lsn_commit", lsn));
  }

  private static RecordChangeEvent<SourceRecord> event(Struct value, Map<String, ?> offset) {
    SourceRecord record = new SourceRecord(Map.of(), offset, "topic", value.schema(), value);
    return () -> record;
  }

  private record Replay(CaptureSetup setup, List<RecordChangeEvent<SourceRecord>> events)
      implements LocalCapture {
    @Override
    public void run(Position from, CaptureOutput output) {
      try {
        new ChangeWriter(output, Position.START, new IdleHeartbeat(NOON, () -> {}), "stream", NOON)
            .handleBatch(events, new Committer());
      } catch (StopEngineException asked) {
        return;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class Committer
      implements DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> {
    @Override
    public void markProcessed(RecordChangeEvent<SourceRecord> record) {}

    @Override
    public void markBatchFinished() {}

    @Override
    public void markProcessed(
        RecordChangeEvent<SourceRecord> record, DebeziumEngine.Offsets sourceOffsets) {}

    @Override
    public DebeziumEngine.Offsets buildOffsets() {
      throw new UnsupportedOperationException();
    }
  }

  private StreamState capture(List<RecordChangeEvent<SourceRecord>> events) {
    states.write(StreamState.starting(NOON.instant()).started(setup.create(), NOON.instant()));
    Capture capture =
        new Capture(
            new Replay(setup, events),
            new Settings.Capture("slot", "publication", 100, 1 << 20),
            bucket,
            states,
            NOON);
    capture.stop();
    capture.run();
    return states.read().orElseThrow();
  }

  private List<ChangeRecord> records() throws IOException {
    List<ChangeRecord> records = new ArrayList<>();
    for (String path : bucket.list("changes/public_t/")) {
      records.addAll(TestCapture.FORMAT.read(path, bucket.read(path).readAllBytes()).records());
    }
    return records;
  }

  @Test
  void keepsAChangeWhoseValueIsNotOfItsTypeAsADeadLetterAndGoesOn() throws IOException {
    StreamState state =
        capture(
            List.of(
                insert(100, "1", "10"),
                insert(110, "2", "a secret"),
                insert(120, "3", "30"),
                end(130)));

    assertThat(state.emitted()).contains(new Position(130, 0));
    assertThat(state.events()).containsExactly(Map.entry("public.t", 3L));
    assertThat(records())
        .filteredOn(ChangeRecord.Change.class::isInstance)
        .extracting(record -> ((ChangeRecord.Change) record).event().values().get("id"))
        .containsExactlyInAnyOrder(1L, 3L);
    assertThat(records())
        .filteredOn(ChangeRecord.Unreadable.class::isInstance)
        .map(ChangeRecord.Unreadable.class::cast)
        .singleElement()
        .satisfies(
            dead -> {
              assertThat(dead.reason())
                  .contains("INSERT-UNREADABLE (column n is no LONG: NumberFormatException)")
                  .doesNotContain("a secret");
              assertThat(dead.position()).contains(new Position(110, 0));
              assertThat(dead.raw().get()).contains("a secret");
            });
  }
}
