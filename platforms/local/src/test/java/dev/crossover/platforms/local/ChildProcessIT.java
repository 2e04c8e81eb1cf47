package dev.crossover.platforms.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.time.Timing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessIT {
  private static final List<String> LONG = List.of("sleep", "60");

  @TempDir Path work;

  @Test
  void isFoundAgainByASecondObject() {
    ChildProcess first = new ChildProcess(work, "one");
    first.ensureRunning(LONG, Map.of());
    try {
      ChildProcess second = new ChildProcess(work, "one");
      second.ensureRunning(LONG, Map.of());
      assertThat(second.pid()).isPresent().isEqualTo(first.pid());
    } finally {
      first.stop(Duration.ofSeconds(5));
    }
    assertThat(first.running()).isFalse();
  }

  @Test
  void saysThatTheDiskIsFullAndNotThatTheProgramDidNotStart() throws IOException {
    Path processes = Files.createDirectories(work.resolve("processes"));
    Files.createSymbolicLink(processes.resolve("one.room"), Path.of("/dev/full"));

    assertThatThrownBy(() -> new ChildProcess(work, "one").ensureRunning(LONG, Map.of()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("nothing can be written to " + processes)
        .hasMessageEndingWith("No space left on device");
  }

  @Test
  @Fault(
      kind = Fault.Kind.CLOCK,
      fault = "a pid file has another time (a restore, a step of the clock)",
      moment = "while its process works",
      outcome = "the process is known, and no second one starts")
  void livesOnWhenItsFilesWereRestoredOrTheClockWasSet() throws IOException {
    ChildProcess first = new ChildProcess(work, "one");
    first.ensureRunning(LONG, Map.of());
    try {
      OptionalLong pid = first.pid();
      Files.setLastModifiedTime(work.resolve("processes/one.pid"), FileTime.fromMillis(0));

      first.ensureRunning(LONG, Map.of());

      assertThat(first.pid()).isPresent().isEqualTo(pid);
    } finally {
      first.stop(Duration.ofSeconds(5));
    }
  }

  @Test
  void doesNotTakeAnotherProcessWithItsIdForItself() throws IOException {
    Files.createDirectories(work.resolve("processes"));
    Files.writeString(
        work.resolve("processes/one.pid"), ProcessHandle.current().pid() + " otherboot:1");

    assertThat(new ChildProcess(work, "one").running()).isFalse();
  }

  @Test
  @Fault(
      kind = Fault.Kind.TWO_LAUNCHERS,
      fault = "eight starts of one child process at once",
      moment = "any",
      outcome = "one process")
  void isStartedOnceByManyWhoStartItAtTheSameTime() throws Exception {
    ExecutorService starters = Executors.newFixedThreadPool(4);
    try {
      List<Callable<OptionalLong>> starts = Collections.nCopies(8, this::startOne);
      Set<OptionalLong> pids = new HashSet<>();
      for (Future<OptionalLong> started : starters.invokeAll(starts)) {
        pids.add(started.get());
      }
      assertThat(pids).hasSize(1);
    } finally {
      starters.shutdown();
      new ChildProcess(work, "one").stop(Duration.ofSeconds(5));
    }
  }

  private OptionalLong startOne() {
    ChildProcess one = new ChildProcess(work, "one");
    one.ensureRunning(LONG, Map.of());
    return one.pid();
  }

  @Test
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault = "the terminal's Ctrl-Z, Ctrl-C and Ctrl-\\",
      moment = "while a job, the capture or the fence watch works",
      outcome = "they are for the launcher; its children work on")
  void worksOnWhenItsTerminalStopsInterruptsOrQuitsTheStarter() throws Exception {
    ChildProcess child = new ChildProcess(work, "one");
    child.ensureRunning(
        List.of("sh", "-c", "while [ ! -e " + work.resolve("go") + " ]; do sleep 0.05; done"),
        Map.of());
    try {
      String[] pids = Files.readString(work.resolve("processes/one.pid")).strip().split(" ", -1);
      for (String signal : List.of("-TSTP", "-INT", "-QUIT")) {
        new ProcessBuilder("kill", signal, pids[0], pids[2]).start().waitFor();
      }
      Files.createFile(work.resolve("go"));

      ChildJob job = new ChildJob(child, List.of("false"), Map.of());
      assertThat(await(job).state()).isEqualTo(Job.State.DONE);
    } finally {
      child.stop(Duration.ZERO);
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault = "SIGSTOP of a child process and its shell",
      moment = "before it is to be ended",
      outcome = "both are ended")
  void isEndedAlthoughItStandsStillWithItsShell() throws Exception {
    ChildProcess child = new ChildProcess(work, "one");
    child.ensureRunning(LONG, Map.of());
    String[] pids = Files.readString(work.resolve("processes/one.pid")).strip().split(" ", -1);
    new ProcessBuilder("kill", "-STOP", pids[0], pids[2]).start().waitFor();

    child.stop(Duration.ofMillis(10));

    assertThat(child.running()).isFalse();
  }

  @Test
  void tellsTheExitCodeOfAChildThatFailed() {
    ChildJob job =
        new ChildJob(
            new ChildProcess(work, "two"),
            List.of("sh", "-c", "echo no space left; exit 3"),
            Map.of());
    job.start();
    assertThat(await(job).detail())
        .hasValueSatisfying(
            detail -> assertThat(detail).startsWith("ended with exit code 3: no space left; its"));
    assertThat(job.status().state()).isEqualTo(Job.State.FAILED);
  }

  @Test
  void startsADoneJobNoSecondTime() throws IOException {
    ChildJob job = new ChildJob(new ChildProcess(work, "three"), List.of("echo", "once"), Map.of());
    job.start();
    assertThat(await(job).state()).isEqualTo(Job.State.DONE);
    job.start();
    assertThat(Files.readString(work.resolve("logs/three.log"))).isEqualTo("once\n");
  }

  @Test
  void handsSecretsOverInTheEnvironment() throws IOException {
    ChildJob job =
        new ChildJob(
            new ChildProcess(work, "four"),
            List.of("sh", "-c", "echo got $WORD"),
            Map.of("WORD", "it"));
    job.start();
    await(job);
    assertThat(Files.readString(work.resolve("logs/four.log"))).isEqualTo("got it\n");
  }

  private static Job.Status await(ChildJob job) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    Job.Status status = job.status();
    while (status.state() == Job.State.RUNNING && System.nanoTime() < deadline) {
      Timing.real().pause(Duration.ofMillis(10));
      status = job.status();
    }
    return status;
  }
}
