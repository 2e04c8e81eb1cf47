package dev.crossover.engine.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.Settings;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.bucket.FullBucket;
import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.capture.StreamState.Phase;
import dev.crossover.engine.changes.ChangeRecord;
import dev.crossover.engine.changes.DatastreamFormat;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.TestChangeMetadata;
import dev.crossover.engine.changes.TestChanges;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.schema.Sentinel;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.FakeSourceLog;
import dev.crossover.engine.time.FakeTiming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The capture process, with a source in memory. */
class CaptureTest {
  private static final TableName TABLE = new TableName("public", "t");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Map<String, Schema> COLUMNS = Map.of("id", Schema.create(Schema.Type.LONG));

  private final FakeSourceLog log = new FakeSourceLog();
  private final FakeLocalCapture source = new FakeLocalCapture(log);
  private final InMemoryStreamStates states = new InMemoryStreamStates();

  private Bucket bucket;

  @BeforeEach
  void start() {
    bucket = new InMemoryBucket();
    states.write(StreamState.starting(NOON).started(source.setup().create(), NOON));
  }

  private Capture capture() {
    return new Capture(
        source,
        new Settings.Capture("slot", "publication", 100, 1 << 20),
        bucket,
        states,
        Clock.fixed(NOON, ZoneOffset.UTC));
  }

  /** Captures what there is, and ends. */
  private void captureOnce() {
    Capture capture = capture();
    capture.stop();
    capture.run();
  }

  private static FakeLocalCapture.Change change(TableName table, long id) {
    GenericRecord record =
        TestChanges.of(table.toString(), COLUMNS).change("INSERT", 1, Map.of("id", id)).only();
    return new FakeLocalCapture.Change(table, record);
  }

  private List<Object> ids() throws IOException {
    List<Object> ids = new ArrayList<>();
    for (String path : bucket.list("changes/public_t/")) {
      for (ChangeRecord record :
          new DatastreamFormat(new TestChangeMetadata())
              .read(path, bucket.read(path).readAllBytes())
              .records()) {
        ids.add(((ChangeRecord.Change) record).event().values().get("id"));
      }
    }
    return ids;
  }

  @Test
  void writesTheChangesOfATableIntoItsFolderByTime() throws IOException {
    Position end = source.commit(NOON, change(TABLE, 1), change(TABLE, 2));

    captureOnce();

    assertThat(ids()).containsExactly(1L, 2L);
    assertThat(bucket.list("changes/"))
        .singleElement()
        .asString()
        .matches("changes/public_t/2026/01/01/12/00/[-0-9a-f]{36}\\.avro");
    StreamState state = states.read().orElseThrow();
    assertThat(state.emitted()).contains(end);
    assertThat(state.lastChange()).contains(end);
    assertThat(state.events()).containsExactly(Map.entry("public.t", 2L));
    assertThat(states.phases())
        .containsExactly(Phase.STARTED, Phase.RUNNING, Phase.RUNNING, Phase.STOPPED);
  }

  @Test
  void countsNoSentinelAsAChange() {
    Position end = source.commit(NOON, change(Sentinel.TABLE, 1));

    captureOnce();

    StreamState state = states.read().orElseThrow();
    assertThat(state.emitted()).contains(end);
    assertThat(state.lastChange()).isEmpty();
    assertThat(state.events()).isEmpty();
    assertThat(bucket.list("changes/crossover_sentinel/")).hasSize(1);
  }

  @Test
  void goesOnAfterWhatWasEmitted() throws IOException {
    source.commit(NOON, change(TABLE, 1));
    captureOnce();
    source.commit(NOON, change(TABLE, 2));

    captureOnce();

    assertThat(ids()).containsExactlyInAnyOrder(1L, 2L);
    assertThat(states.read().orElseThrow().events()).containsExactly(Map.entry("public.t", 2L));
  }

  @Test
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "the source fails",
      moment = "capture reads its log",
      outcome = "it fails without confirming; started again it has the change",
      rowsLost = Fault.RowsLost.NONE)
  void losesNothingWhenTheSourceFails() throws IOException {
    source.commit(NOON, change(TABLE, 1));
    source.fail(new SourceException("the source is gone"));

    assertThatThrownBy(() -> capture().run()).hasMessage("the source is gone");

    StreamState failed = states.read().orElseThrow();
    assertThat(failed.phase()).isEqualTo(Phase.FAILED);
    assertThat(failed.error()).contains("the source is gone");
    assertThat(failed.emitted()).isEmpty();
    captureOnce();
    assertThat(ids()).containsExactly(1L);
  }

  /** A source of which nothing comes for half a minute. */
  private record Idle(CaptureSetup setup, FakeTiming time) implements LocalCapture {
    @Override
    public void run(Position from, CaptureOutput output) {
      for (int second = 0; second < 30; second++) {
        time.advance(Duration.ofSeconds(1));
        output.beat();
      }
    }
  }

  @Test
  void saysEveryTenSecondsThatItIsAliveAlsoWhileNothingComes() {
    FakeTiming time = new FakeTiming();
    Capture capture =
        new Capture(
            new Idle(source.setup(), time),
            new Settings.Capture("slot", "publication", 100, 1 << 20),
            bucket,
            states,
            time);

    capture.run();

    assertThat(states.phases())
        .containsExactly(
            Phase.STARTED,
            Phase.RUNNING,
            Phase.RUNNING,
            Phase.RUNNING,
            Phase.RUNNING,
            Phase.STOPPED);
    assertThat(states.read().orElseThrow().at()).isEqualTo(time.instant());
  }

  @Test
  @Fault(
      kind = Fault.Kind.DISK_FULL,
      fault = "disk full",
      moment = "capture writes a change file",
      outcome = "it fails, says which file and confirms nothing; with room it goes on",
      rowsLost = Fault.RowsLost.NONE)
  void goesOnWhenThereIsRoomAgainOnAFullDisk() throws IOException {
    FullBucket disk = new FullBucket(bucket);
    bucket = disk;
    source.commit(NOON, change(TABLE, 1));
    disk.setFull(true);

    assertThatThrownBy(this::captureOnce).hasMessageContaining("No space left on device");

    StreamState failed = states.read().orElseThrow();
    assertThat(failed.error().orElseThrow()).contains("cannot write changes/public_t/");
    assertThat(failed.emitted()).isEmpty();
    disk.setFull(false);
    captureOnce();
    assertThat(ids()).containsExactly(1L);
  }

  @Test
  void saysWhyItFailedAlthoughItCannotWriteThatDown() {
    source.commit(NOON, change(TABLE, 1));
    source.fail(new SourceException("the source is gone"));
    Capture capture =
        new Capture(
            source,
            new Settings.Capture("slot", "publication", 100, 1 << 20),
            bucket,
            new UnwritableAfter(1, states),
            Clock.fixed(NOON, ZoneOffset.UTC));

    assertThatThrownBy(capture::run).hasMessage("the source is gone");
  }

  /** States on a disk that is full after some writes. */
  private static final class UnwritableAfter implements StreamStates {
    private final StreamStates states;
    private int left;

    UnwritableAfter(int left, StreamStates states) {
      this.left = left;
      this.states = states;
    }

    @Override
    public Optional<StreamState> read() {
      return states.read();
    }

    @Override
    public void write(StreamState state) {
      if (left-- <= 0) {
        throw new UncheckedIOException("cannot write", new IOException("No space left on device"));
      }
      states.write(state);
    }

    @Override
    public void delete() {
      states.delete();
    }
  }

  @Test
  void refusesToRunBeforeTheStreamWasStarted() {
    states.delete();

    assertThatThrownBy(() -> capture().run())
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("run `crossover run` first");
  }

  @Test
  void saysWhyItCannotGoOn() {
    source.setup().remove();

    assertThatThrownBy(() -> capture().run()).isInstanceOf(SourceException.class);

    assertThat(states.read().orElseThrow().phase()).isEqualTo(Phase.FAILED);
  }
}
