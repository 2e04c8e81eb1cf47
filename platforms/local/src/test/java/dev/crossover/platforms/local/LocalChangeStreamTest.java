package dev.crossover.platforms.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.capture.ChangeStream.State;
import dev.crossover.engine.capture.FakeCaptureSetup;
import dev.crossover.engine.capture.StreamState;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.source.FakeSourceLog;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalChangeStreamTest {
  @TempDir Path work;

  private final FakeSourceLog log = new FakeSourceLog();
  private final FakeCaptureSetup setup = new FakeCaptureSetup(log);
  private final FakeProcess process = new FakeProcess();

  private static final class FakeProcess implements CaptureProcess {
    private boolean running;

    @Override
    public void ensureRunning() {
      running = true;
    }

    @Override
    public boolean running() {
      return running;
    }

    @Override
    public void stop() {
      running = false;
    }
  }

  private LocalChangeStream stream() {
    return new LocalChangeStream(new StreamFile(work), setup, process, Clock.systemUTC());
  }

  @Test
  void isAbsentBeforeItIsStarted() {
    assertThat(stream().status().state()).isEqualTo(State.ABSENT);
  }

  @Test
  void recordsItsStartBeforeTheCaptureRuns() {
    Position end = log.commit();

    stream().start();

    ChangeStream.Status status = stream().status();
    assertThat(status.state()).isEqualTo(State.RUNNING);
    assertThat(status.start()).contains(end);
    assertThat(status.emitted()).isEmpty();
  }

  @Test
  void keepsItsStartWhenItIsStartedAgain() {
    stream().start();
    Position start = stream().status().start().orElseThrow();
    log.commit();
    stream().stop();

    stream().start();

    assertThat(stream().status().start()).contains(start);
  }

  @Test
  void goesOnWhereAStartWasKilledBeforeItsPositionWasRecorded() {
    new StreamFile(work).write(StreamState.starting(Clock.systemUTC().instant()));
    setup.create();

    stream().start();

    assertThat(stream().status().state()).isEqualTo(State.RUNNING);
  }

  @Test
  void refusesNamesThatSomebodyElseHas() {
    setup.create();

    assertThatThrownBy(() -> stream().start()).isInstanceOf(SourceException.class);

    assertThat(stream().status().state()).isEqualTo(State.ABSENT);
  }

  @Test
  void refusesToGoOnWhenTheSourceHasLostItsLog() {
    stream().start();
    stream().stop();
    setup.remove();

    assertThatThrownBy(() -> stream().start()).isInstanceOf(SourceException.class);
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
