package dev.crossover.engine.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.bucket.FullBucket;
import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.TestChanges;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.schema.TableName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class CaptureOutputTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final TableName TABLE = new TableName("public", "t");
  private static final GenericRecord RECORD =
      TestChanges.of("public.t", Map.of("id", Schema.create(Schema.Type.LONG)))
          .change("INSERT", 1, Map.of("id", 1L))
          .only();

  private final FullBucket disk = new FullBucket(new InMemoryBucket());
  private final List<Emitted> published = new ArrayList<>();

  private CaptureOutput output(long fileBytes) {
    return new CaptureOutput(
        new OpenFiles(disk, "", fileBytes),
        Position.START,
        published::add,
        () -> {},
        () -> false,
        Duration.ofSeconds(1),
        Clock.fixed(NOON, ZoneOffset.UTC));
  }

  @Test
  @Fault(
      kind = Fault.Kind.DISK_FULL,
      fault = "disk full for the moment of one write",
      moment = "capture closes its files, and another thread of it does so again",
      outcome = "nothing is published any more, so the next start sends all of it again",
      rowsLost = Fault.RowsLost.NOT_COMPARED)
  void publishesNothingAfterAFileThatCouldNotBeWritten() {
    CaptureOutput output = output(1 << 20);
    output.change(TABLE, NOON, RECORD);
    output.commit(new Position(1, 1), NOON);
    disk.setFull(true);
    assertThatThrownBy(output::emit).hasMessageContaining("No space left on device");
    disk.setFull(false);

    assertThatThrownBy(output::emit).hasMessageContaining("No space left on device");

    assertThat(published).isEmpty();
  }

  @Test
  void publishesNothingAfterAFullFileThatCouldNotBeWritten() {
    CaptureOutput output = output(1);
    disk.setFull(true);
    assertThatThrownBy(() -> output.change(TABLE, NOON, RECORD))
        .hasMessageContaining("No space left on device");
    disk.setFull(false);
    output.commit(new Position(1, 1), NOON);

    assertThatThrownBy(output::emit).hasMessageContaining("No space left on device");

    assertThat(published).isEmpty();
  }
}
