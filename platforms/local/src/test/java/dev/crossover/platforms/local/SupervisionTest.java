package dev.crossover.platforms.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.apply.ApplyProgress;
import dev.crossover.engine.capture.StreamState;
import dev.crossover.engine.time.FakeTiming;
import dev.crossover.platforms.local.Supervision.Action;
import dev.crossover.platforms.local.Supervision.Look;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SupervisionTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeTiming time = new FakeTiming();
  private final Supervision supervision =
      new Supervision(
          new Supervision.Rules(
              Duration.ofMinutes(1), 3, SECOND, Duration.ofSeconds(4), Duration.ofMinutes(10)));

  private Action look(Look look) {
    return supervision.decide(look, time.instant());
  }

  private Action ended() {
    return look(new Look(false, Optional.of("ended with exit code 31"), Optional.empty()));
  }

  private Look running(long files, long left) {
    return new Look(
        true, Optional.empty(), Optional.of(SignOfLife.of(said(files, left, Optional.empty()))));
  }

  private ApplyProgress said(long files, long left, Optional<String> failure) {
    return new ApplyProgress(time.instant(), files, left, Optional.empty(), failure);
  }

  private Action after(Duration duration, Look look) {
    time.advance(duration);
    return look(look);
  }

  private Action after(Duration duration, long files, long left) {
    time.advance(duration);
    return look(running(files, left));
  }

  @Test
  void startsAJobThatWasNeverStarted() {
    assertThat(look(new Look(false, Optional.empty(), Optional.empty()))).isEqualTo(Action.START);
    assertThat(supervision.restarts()).isZero();
  }

  @Test
  void takesOverAJobThatRuns() {
    assertThat(look(running(0, 0))).isEqualTo(Action.NOTHING);
    assertThat(supervision.restarts()).isZero();
  }

  @Test
  void startsAJobAgainThatDiedAfterAPause() {
    look(running(0, 0));
    assertThat(ended()).isEqualTo(Action.NOTHING);
    time.advance(SECOND);
    assertThat(ended()).isEqualTo(Action.START);
    assertThat(supervision.restarts()).isEqualTo(1);
    assertThat(supervision.lastError()).contains("ended with exit code 31");
  }

  @Test
  void waitsLongerBeforeEachRestartUpToALimit() {
    Supervision patient =
        new Supervision(
            new Supervision.Rules(
                Duration.ofMinutes(1), 9, SECOND, Duration.ofSeconds(4), Duration.ofMinutes(10)));
    Look dead = new Look(false, Optional.of("died"), Optional.empty());
    patient.decide(dead, time.instant());
    for (long expected : new long[] {1, 2, 4, 4, 4}) {
      long waited = 0;
      while (patient.decide(dead, time.instant()) != Action.START) {
        time.advance(SECOND);
        waited++;
      }
      assertThat(waited).isEqualTo(expected);
    }
  }

  @Test
  void givesUpAfterTheLastRestart() {
    look(new Look(false, Optional.empty(), Optional.empty()));
    int restarts = 0;
    Action action = ended();
    while (action != Action.GIVE_UP) {
      restarts += action == Action.START ? 1 : 0;
      time.advance(SECOND);
      action = ended();
    }
    assertThat(restarts).isEqualTo(3);
    assertThat(supervision.lastError()).contains("ended with exit code 31");
  }

  @Test
  void countsFromZeroAgainAfterAJobHasRunLong() {
    look(running(0, 0));
    ended();
    time.advance(SECOND);
    ended();
    assertThat(supervision.restarts()).isEqualTo(1);
    for (int minute = 0; minute < 11; minute++) {
      time.advance(Duration.ofSeconds(59));
      look(running(0, 0));
    }
    assertThat(supervision.restarts()).isZero();
  }

  @Test
  void stopsAJobThatHasWorkAndMakesNoProgress() {
    look(running(5, 0));
    assertThat(after(Duration.ofSeconds(30), 5, 2)).isEqualTo(Action.NOTHING);
    assertThat(after(Duration.ofSeconds(30), 5, 2)).isEqualTo(Action.STOP);
    assertThat(supervision.lastError()).contains("made no progress for 60 s");
  }

  @Test
  void leavesAJobAloneThatHasWorkAndMakesProgress() {
    look(running(0, 9));
    for (int files = 1; files < 9; files++) {
      assertThat(after(Duration.ofSeconds(50), files, 9)).isEqualTo(Action.NOTHING);
    }
  }

  @Test
  void leavesAJobAloneThatHasNothingToDo() {
    look(running(0, 0));
    assertThat(after(Duration.ofHours(1), 0, 0)).isEqualTo(Action.NOTHING);
  }

  @Test
  void stopsAJobThatSaysNothingAnyMore() {
    Look silent = running(5, 0);
    look(silent);
    assertThat(after(Duration.ofSeconds(59), silent)).isEqualTo(Action.NOTHING);
    assertThat(after(SECOND, silent)).isEqualTo(Action.STOP);
  }

  @Test
  void stopsAJobThatNeverSaidAnything() {
    Look mute = new Look(true, Optional.empty(), Optional.empty());
    look(mute);
    assertThat(after(Duration.ofMinutes(1), mute)).isEqualTo(Action.STOP);
  }

  @Test
  void doesNotBelieveWhatAnEarlierRunHasSaid() {
    Look old = running(5, 0);
    time.advance(Duration.ofMinutes(5));
    look(old);
    assertThat(after(Duration.ofMinutes(1), old)).isEqualTo(Action.STOP);
  }

  @Test
  void leavesAJobAloneThatBearsAFailingTarget() {
    look(running(0, 4));
    time.advance(Duration.ofMinutes(5));
    Look failing =
        new Look(
            true,
            Optional.empty(),
            Optional.of(SignOfLife.of(said(0, 4, Optional.of("the target is away")))));
    assertThat(look(failing)).isEqualTo(Action.NOTHING);
  }

  @Test
  void leavesACaptureAloneThatSaysItIsAlive() {
    Look alive = new Look(true, Optional.empty(), Optional.empty());
    look(alive);
    for (int minute = 0; minute < 5; minute++) {
      time.advance(Duration.ofSeconds(59));
      StreamState state = StreamState.starting(time.instant());
      Look look = new Look(true, Optional.empty(), Optional.of(SignOfLife.of(state)));
      assertThat(look(look)).isEqualTo(Action.NOTHING);
    }
  }

  @Test
  void bearsASourceThatIsAwayForHalfAnHour() {
    Supervision capture = new Supervision(Supervision.Rules.CAPTURE);
    Look dead = new Look(false, Optional.of("cannot connect"), Optional.empty());
    for (int second = 0; second < 25 * 60; second++) {
      assertThat(capture.decide(dead, time.instant())).isNotEqualTo(Action.GIVE_UP);
      time.advance(SECOND);
    }
    Action action = Action.NOTHING;
    for (int minute = 0; minute < 60 && action != Action.GIVE_UP; minute++) {
      time.advance(Duration.ofMinutes(1));
      action = capture.decide(dead, time.instant());
    }
    assertThat(action).isEqualTo(Action.GIVE_UP);
  }

  @Test
  void excusesTheSilenceOfATimeInWhichNothingCouldBeWritten() {
    Look silent = running(0, 4);
    look(silent);
    for (int minute = 0; minute < 10; minute++) {
      time.advance(Duration.ofMinutes(1));
      supervision.excuseSilence(time.instant());
    }
    assertThat(after(Duration.ofSeconds(59), silent)).isEqualTo(Action.NOTHING);
    assertThat(after(SECOND, silent)).isEqualTo(Action.STOP);
  }

  @Test
  void startsAStalledJobAgainAndKeepsTheReason() {
    look(running(0, 4));
    assertThat(after(Duration.ofMinutes(1), 0, 4)).isEqualTo(Action.STOP);
    ended();
    time.advance(SECOND);
    assertThat(ended()).isEqualTo(Action.START);
    assertThat(supervision.lastError()).contains("made no progress for 60 s");
  }
}
