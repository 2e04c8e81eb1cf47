package dev.crossover.platforms.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.platform.Job;
import dev.crossover.engine.time.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A supervisor of real processes. */
@Timeout(30)
class SupervisorIT {
  private static final String NAME = "job";
  private static final List<String> HANGS =
      List.of("sh", "-c", "echo begun >> \"$0\"; exec sleep 600");
  private static final List<String> DIES =
      List.of("sh", "-c", "echo begun >> \"$0\"; echo no space left; exit 31");

  private static final List<String> ENDS_WELL = List.of("sh", "-c", "echo begun >> \"$0\"; exit 0");

  @TempDir Path work;
  private SupervisedJob job;

  @AfterEach
  void end() {
    if (job != null) {
      job.cancel();
    }
  }

  private static Supervision.Rules rules(Duration stalledAfter) {
    return new Supervision.Rules(
        stalledAfter, 2, Duration.ofMillis(10), Duration.ofMillis(10), Duration.ofHours(1));
  }

  private List<String> command(List<String> words) {
    List<String> command = new ArrayList<>(words);
    command.add(work.resolve("begun").toString());
    return command;
  }

  private int begun() {
    try {
      Path file = work.resolve("begun");
      return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Supervisor supervisor(List<String> words, Duration stalledAfter) {
    Timing impatient = new Timing(Clock.systemUTC(), unused -> TimeUnit.MILLISECONDS.sleep(20));
    return new Supervisor(work, NAME, command(words), rules(stalledAfter), impatient);
  }

  private SupervisedJob seen() {
    job = new SupervisedJob(work, NAME, Programs.find(), HANGS);
    return job;
  }

  @Test
  void startsAJobAgainThatDiesAndGivesUpInTheEnd() {
    supervisor(DIES, Duration.ofHours(1)).run();
    assertThat(begun()).isEqualTo(3);
    assertThat(seen().status().state()).isEqualTo(Job.State.FAILED);
    assertThat(job.status().detail().orElseThrow())
        .startsWith(
            "given up after it was started again 2 times; it ended with exit code 31: no space"
                + " left; its log is ");
  }

  @Test
  void leavesAJobAloneThatHasEndedWell() {
    supervisor(ENDS_WELL, Duration.ofHours(1)).run();

    assertThat(seen().status().state()).isEqualTo(Job.State.DONE);
    job.start();
    assertThat(job.status().state()).isEqualTo(Job.State.DONE);
    assertThat(begun()).isEqualTo(1);
  }

  @Test
  void startsAJobAgainThatHangsAndGivesUpInTheEnd() {
    supervisor(HANGS, Duration.ofMillis(300)).run();
    assertThat(begun()).isEqualTo(3);
    assertThat(seen().status().state()).isEqualTo(Job.State.FAILED);
    assertThat(job.status().detail().orElseThrow())
        .startsWith("given up after it was started again 2 times; it made no progress for ");
  }

  @Test
  void outlivesItsStarterAndStartsAKilledJobAgain() {
    job = new SupervisedJob(work, NAME, Programs.find(), command(HANGS));
    job.start();
    await(() -> job.status().since().isPresent());
    ProcessHandle.of(new ChildProcess(work, NAME).pid().orElseThrow())
        .orElseThrow()
        .destroyForcibly();
    await(() -> begun() == 2);
    SupervisedJob again = new SupervisedJob(work, NAME, Programs.find(), command(HANGS));
    assertThat(again.status().state()).isEqualTo(Job.State.RUNNING);
    assertThat(again.status().detail().orElseThrow()).startsWith("started again 1 times; job");
    again.cancel();
    assertThat(again.status().state()).isEqualTo(Job.State.FAILED);
    assertThat(new ChildProcess(work, NAME).running()).isFalse();
  }

  @Test
  void takesOverAJobWhoseSupervisorWasKilled() {
    job = new SupervisedJob(work, NAME, Programs.find(), command(HANGS));
    job.start();
    await(() -> begun() == 1);
    new ChildProcess(work, SupervisedJob.supervisorOf(NAME)).stop(Duration.ZERO);
    assertThat(job.status().state()).isEqualTo(Job.State.RUNNING);
    assertThat(job.status().detail().orElseThrow()).contains("its supervisor is gone");
    long pid = new ChildProcess(work, NAME).pid().orElseThrow();
    job.start();
    await(() -> job.status().detail().isEmpty());
    assertThat(new ChildProcess(work, NAME).pid()).hasValue(pid);
    assertThat(begun()).isEqualTo(1);
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Timing.real().pause(Duration.ofMillis(20));
    }
  }
}
