package dev.crossover.platforms.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.capture.ChangeStream.State;
import dev.crossover.engine.capture.FakeCaptureSetup;
import dev.crossover.engine.capture.StreamState;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.source.FakeSourceLog;
import dev.crossover.engine.time.FakeTiming;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalChangeStreamTest {
  @TempDir Path work;

  private final FakeSourceLog log = new FakeSourceLog();
  private final FakeCaptureSetup setup = new FakeCaptureSetup(log);
  private final FakeTiming time = new FakeTiming();
  private final FakeCapture capture = new FakeCapture();

  private final class FakeCapture implements Job {
    private Status status = Status.of(Job.State.NOT_STARTED);

    @Override
    public void start() {
      status = new Status(Job.State.RUNNING, Optional.empty(), Optional.of(time.instant()));
    }

    @Override
    public Status status() {
      return status;
    }

    @Override
    public void cancel() {
      status = Status.of(Job.State.FAILED);
    }

    void ends(Job.State state, String detail) {
      status = new Status(state, Optional.of(detail), Optional.empty());
    }
  }

  /** What the capture process publishes. */
  private void says(StreamState.Phase phase, Optional<String> error) {
    StreamFile file = new StreamFile(work);
    StreamState known = file.read().orElseThrow();
    file.write(
        new StreamState(
            phase,
            known.start(),
            known.emitted(),
            known.lastChange(),
            known.sourceTime(),
            known.events(),
            known.passedOver(),
            known.pid(),
            time.instant().toString(),
            error,
            known.served()));
  }

  private LocalChangeStream stream() {
    return new LocalChangeStream(new StreamFile(work), setup, capture, time.timing().clock());
  }

  @Test
  void isAbsentBeforeItIsStarted() {
    assertThat(stream().status().state()).isEqualTo(State.ABSENT);
  }

  @Test
  void recordsItsStartBeforeTheCaptureRuns() {
    Position end = log.commit().whole();

    stream().start();

    ChangeStream.Status status = stream().status();
    assertThat(status.state()).isEqualTo(State.RUNNING);
    assertThat(status.start()).contains(LogPosition.of(end));
    assertThat(status.emitted()).isEmpty();
  }

  @Test
  void keepsItsStartWhenItIsStartedAgain() {
    stream().start();
    LogPosition start = stream().status().start().orElseThrow();
    log.commit();
    stream().stop();

    stream().start();

    assertThat(stream().status().start()).contains(start);
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of the capture",
      moment = "after the slot is made, before its position is recorded",
      outcome = "the next start goes on with that slot")
  void goesOnWhereAStartWasKilledBeforeItsPositionWasRecorded() {
    new StreamFile(work).write(StreamState.starting(Clock.systemUTC().instant()));
    setup.create();

    stream().start();

    assertThat(stream().status().state()).isEqualTo(State.RUNNING);
  }

  @Test
  void refusesNamesThatSomebodyElseHasAndLeavesThemAlone() {
    setup.takeNames();

    assertThatThrownBy(() -> stream().start())
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("another stream");
    stream().remove();

    assertThat(stream().status().state()).isEqualTo(State.ABSENT);
    assertThat(setup.exists()).isTrue();
  }

  @Test
  @Fault(
      kind = Fault.Kind.LOST_STATE,
      fault = "the work directory is lost",
      moment = "the stream starts",
      outcome = "no second stream; says how to start over")
  void beginsNoSecondStreamWhenTheFilesOfItsOwnAreLost() {
    setup.create();

    assertThatThrownBy(() -> stream().start())
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("crossover cleanup --abandon");
    stream().remove();

    assertThat(setup.exists()).isFalse();
  }

  @Test
  void refusesToGoOnWhenTheSourceHasLostItsLog() {
    stream().start();
    stream().stop();
    setup.remove();

    assertThatThrownBy(() -> stream().start()).isInstanceOf(SourceException.class);
  }

  @Test
  void runsAsLongAsTheCaptureSaysSo() {
    stream().start();
    time.advance(Duration.ofMinutes(10));
    says(StreamState.Phase.RUNNING, Optional.empty());
    time.advance(Duration.ofSeconds(59));

    assertThat(stream().status().state()).isEqualTo(State.RUNNING);
    assertThat(stream().status().error()).isEmpty();
  }

  @Test
  void isStalledWhenItsProcessLivesAndSaysNothing() {
    stream().start();
    says(StreamState.Phase.RUNNING, Optional.empty());
    time.advance(Duration.ofMinutes(1));

    assertThat(stream().status().state()).isEqualTo(State.STALLED);
    assertThat(stream().status().error()).contains("it has said nothing for 60 s");
  }

  @Test
  void hasTimeToSaySomethingAfterItWasStartedAgain() {
    stream().start();
    says(StreamState.Phase.RUNNING, Optional.empty());
    time.advance(Duration.ofHours(1));
    capture.start();

    assertThat(stream().status().state()).isEqualTo(State.RUNNING);
  }

  @Test
  void hasFailedWhileItWaitsToBeStartedAgainAndSaysThatToo() {
    stream().start();
    time.advance(Duration.ofSeconds(5));
    says(StreamState.Phase.FAILED, Optional.of("the source is gone"));
    assertThat(stream().status().state()).isEqualTo(State.FAILED);

    capture.ends(Job.State.RESTARTING, "it is started again by itself, as 2 times before");

    assertThat(stream().status().state()).isEqualTo(State.FAILED);
    assertThat(stream().status().error())
        .contains("the source is gone; it is started again by itself, as 2 times before");
  }

  @Test
  void runsAgainAfterARestartAlthoughItHadFailed() {
    stream().start();
    says(StreamState.Phase.FAILED, Optional.of("the source is gone"));
    time.advance(Duration.ofSeconds(5));

    capture.start();

    assertThat(stream().status().state()).isEqualTo(State.RUNNING);
  }

  @Test
  void isNotRemovedWhileItRuns() {
    stream().start();
    assertThatThrownBy(() -> stream().remove()).hasMessageContaining("still runs");
    stream().stop();

    stream().remove();
    stream().remove();

    assertThat(setup.exists()).isFalse();
    assertThat(stream().status().state()).isEqualTo(State.ABSENT);
  }

  @Test
  void keepsBothNumbersOfAPositionInItsFile() {
    Position position = new Position(12, 345);
    StreamFile file = new StreamFile(work);

    file.write(
        StreamState.starting(Clock.systemUTC().instant())
            .started(position, Clock.systemUTC().instant()));

    assertThat(file.read().flatMap(StreamState::start)).contains(position);
  }
}
