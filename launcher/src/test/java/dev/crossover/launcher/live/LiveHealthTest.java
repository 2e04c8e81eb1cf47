package dev.crossover.launcher.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.platform.Job;
import dev.crossover.engine.platform.Job.State;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveHealthTest {
  private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");

  private static Optional<Instant> ago(int seconds) {
    return Optional.of(NOW.minusSeconds(seconds));
  }

  private static Job.Status running(int secondsAgo) {
    return new Job.Status(State.RUNNING, Optional.empty(), ago(secondsAgo));
  }

  private static String state(
      Job.Status job, Optional<Instant> oldest, Optional<Instant> lastRecorded) {
    return new LiveHealth(job, oldest, lastRecorded).state(NOW);
  }

  @Test
  void runsWhileNothingIsLeft() {
    assertThat(state(running(9_000), Optional.empty(), ago(9_000))).isEqualTo("RUNNING");
  }

  @Test
  void isStalledWhenAFileWaitsForAMinuteAndNoneIsRecorded() {
    assertThat(state(running(9_000), ago(120), ago(60))).isEqualTo("STALLED");
    assertThat(state(running(9_000), ago(120), Optional.empty())).isEqualTo("STALLED");
  }

  @Test
  void runsWhileTheLedgerGrows() {
    assertThat(state(running(9_000), ago(9_000), ago(59))).isEqualTo("RUNNING");
  }

  @Test
  void countsAFileFromTheEndOfTheMinuteThatNamesIt() {
    assertThat(state(running(9_000), ago(119), ago(9_000))).isEqualTo("RUNNING");
  }

  @Test
  void hasAMinuteAfterItsStart() {
    assertThat(state(running(59), ago(9_000), ago(9_000))).isEqualTo("RUNNING");
    assertThat(state(running(60), ago(9_000), ago(9_000))).isEqualTo("STALLED");
  }

  @Test
  void isWhatThePlatformSaysIfItDoesNotRun() {
    assertThat(state(Job.Status.of(State.FAILED), ago(9_000), ago(9_000))).isEqualTo("FAILED");
    assertThat(state(Job.Status.of(State.NOT_STARTED), ago(9_000), Optional.empty()))
        .isEqualTo("NOT_STARTED");
  }

  @Test
  void saysWhatToDoAboutAJobThatDoesNotWork() {
    assertThat(new LiveHealth(running(9_000), ago(9_000), ago(9_000)).nextStep(NOW).orElseThrow())
        .contains("makes no progress", "crossover run");
    assertThat(
            new LiveHealth(Job.Status.of(State.FAILED), Optional.empty(), Optional.empty())
                .nextStep(NOW)
                .orElseThrow())
        .contains("has ended", "crossover run");
    assertThat(
            new LiveHealth(Job.Status.of(State.RESTARTING), Optional.empty(), Optional.empty())
                .nextStep(NOW)
                .orElseThrow())
        .contains("is started again by itself");
    assertThat(new LiveHealth(running(9_000), Optional.empty(), ago(1)).nextStep(NOW)).isEmpty();
  }
}
