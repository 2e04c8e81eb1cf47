package dev.crossover.engine.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.apply.ApplyProgress;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.capture.FakeCaptureSetup;
import dev.crossover.engine.capture.StreamState;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.source.FakeSourceLog;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every platform does before a part of it runs. */
public abstract class PlatformContract {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  protected abstract Platform platform();

  @Test
  void keepsWhatIsWrittenIntoItsBucket() {
    platform().bucket().write("schema/report.txt", new byte[] {1});

    assertThat(platform().bucket().list("")).containsExactly("schema/report.txt");
  }

  @Test
  void saysWhereAFolderIs() {
    assertThat(platform().place("schema/")).contains("schema");
    assertThat(platform().places()).containsKey("bucket");
  }

  @Test
  void runsNothingBeforeItIsAsked() {
    assertThat(platform().bulkLoad().status()).isEqualTo(Job.Status.of(Job.State.NOT_STARTED));
    assertThat(platform().applyChanges().status().state()).isEqualTo(Job.State.NOT_STARTED);
    assertThat(
            platform().changeStream("", new FakeCaptureSetup(new FakeSourceLog())).status().state())
        .isEqualTo(ChangeStream.State.ABSENT);
    assertThat(platform().eventsPerTable()).isEmpty();
    assertThat(platform().applyProgress().read()).isEmpty();
  }

  @Test
  void showsTheStreamThatACapturePublishes() {
    Position start = new Position(7, 0);
    platform().streamStates("").write(StreamState.starting(NOON).started(start, NOON));

    ChangeStream stream = platform().changeStream("", new FakeCaptureSetup(new FakeSourceLog()));
    assertThat(stream.status().start()).contains(LogPosition.of(start));
    assertThat(stream.status().state()).isEqualTo(ChangeStream.State.STOPPED);
  }

  @Test
  void knowsOfNothingThatItHasNotMeasured() {
    assertThat(platform().measures()).allMatch(measure -> measure.value().isEmpty());
  }

  @Test
  void keepsWhatTheLiveJobSays() {
    ApplyProgress said = new ApplyProgress(NOON, 3, 1, Optional.empty(), Optional.of("slow"));
    platform().applyProgress().accept(said);

    assertThat(platform().applyProgress().read()).contains(said);
  }

  @Test
  void deletesChangeFilesAndNothingElse() {
    platform().bucket().write("changes/shop_sale/one.avro", new byte[] {1});
    platform().bucket().write("dead-letters/one.json", new byte[] {1});

    platform().deleteWorkFiles();

    assertThat(platform().bucket().list("")).containsExactly("dead-letters/one.json");
  }
}
