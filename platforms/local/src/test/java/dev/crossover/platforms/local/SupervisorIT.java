package dev.crossover.platforms.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.time.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** Says four times a second that it has done one more of what there is to do. */
  private static final String WORKS =
      """
      echo begun >> "$2"; n=0
      while :; do
        n=$((n + 1))
        printf '{"at":"%s","files":%d,"left":5}' "$(date -u +%Y-%m-%dT%H:%M:%S.%NZ)" $n > "$1"
        mv "$1" "$0"; sleep 0.25
      done
      """;

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
    return new Supervisor(
        work,
        NAME,
        command(words),
        rules(stalledAfter),
        new ProgressFile(work, NAME)::signOfLife,
        impatient);
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
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault = "a supervised job hangs, again and again",
      moment = "from its start",
      outcome = "started again up to its limit, then FAILED with the reason in `status`")
  void startsAJobAgainThatHangsAndGivesUpInTheEnd() {
    supervisor(HANGS, Duration.ofMillis(300)).run();
    assertThat(begun()).isEqualTo(3);
    assertThat(seen().status().state()).isEqualTo(Job.State.FAILED);
    assertThat(job.status().detail().orElseThrow())
        .startsWith("given up after it was started again 2 times; it made no progress for ");
  }

  @Test
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault = "SIGSTOP of a supervised job (capture, live apply)",
      moment = "while it works",
      outcome = "its supervisor ends it and starts another")
  void replacesAJobThatWasStoppedInTheMiddleOfItsWork() throws Exception {
    Path progress = work.resolve("processes").resolve(NAME + ".progress.json");
    Supervisor supervisor =
        supervisor(
            List.of("sh", "-c", WORKS, progress.toString(), progress + ".mine"),
            Duration.ofSeconds(2));
    Thread watch = new Thread(supervisor::run, "supervisor");
    watch.setUncaughtExceptionHandler((thread, interrupted) -> {});
    watch.setDaemon(true);
    watch.start();
    seen();
    await(() -> begun() == 1 && new ProgressFile(work, NAME).read().isPresent());
    long first = new ChildProcess(work, NAME).pid().orElseThrow();
    new ProcessBuilder("kill", "-STOP", Long.toString(first)).start().onExit().join();

    await(() -> new ChildProcess(work, NAME).pid().orElse(first) != first);

    assertThat(ProcessHandle.of(first)).isEmpty();
    watch.interrupt();
    watch.join();
  }

  @Test
  @Fault(
      kind = Fault.Kind.DISK_FULL,
      fault = "disk full",
      moment = "a supervisor records a restart",
      outcome = "it starts nothing and counts no restart until it can write")
  void startsNothingAndGivesNothingUpWhileItCannotWrite() throws IOException {
    // Stands for a full disk: the file that is written first cannot be.
    Path inTheWay = work.resolve("processes").resolve(NAME + ".supervision.json.new");
    Files.createDirectories(inTheWay);
    List<Integer> begunWhileFull = new ArrayList<>();
    Timing turns =
        new Timing(
            Clock.systemUTC(),
            unused -> {
              TimeUnit.MILLISECONDS.sleep(20);
              begunWhileFull.add(begun());
              if (begunWhileFull.size() == 20) {
                delete(inTheWay);
              }
            });

    new Supervisor(work, NAME, command(DIES), rules(Duration.ofHours(1)), Optional::empty, turns)
        .run();

    assertThat(begunWhileFull.subList(0, 20)).containsOnly(0);
    assertThat(begun()).isEqualTo(3);
  }

  private static void delete(Path directory) {
    try {
      Files.delete(directory);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.DISK_FULL,
      fault = "disk full",
      moment = "`status`",
      outcome = "says so, and that it goes on by itself when there is room")
  void saysThatTheDiskIsFullThoughNothingCanBeWritten() {
    Room full = new Room(work, () -> 3L << 20);

    assertThat(new SupervisedJob(work, NAME, Programs.find(), HANGS, full).status().detail())
        .contains(
            "the disk of "
                + work
                + " has only 3 MiB left; make room, then it goes on by itself and nothing is lost");
    assertThat(Room.of(work).shortage()).isEmpty();
    assertThat(Room.of(work.resolve("not-there")).shortage()).isEmpty();
  }

  @Test
  void saysThatAJobIsStartedAgainWhileItWaits() {
    job = new SupervisedJob(work, NAME, Programs.find(), command(DIES));
    job.start();
    await(() -> job.status().state() == Job.State.RESTARTING);
    assertThat(job.status().detail().orElse(""))
        .startsWith("ended with exit code 31: no space left; its log is ")
        .contains("it is started again by itself");
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of a supervised job (capture, live apply)",
      moment = "while it works",
      outcome = "its supervisor starts it again; `status` says so")
  void outlivesItsStarterAndStartsAKilledJobAgain() {
    job = new SupervisedJob(work, NAME, Programs.find(), command(HANGS));
    job.start();
    await(() -> SupervisionRecord.file(work, NAME).read().isPresent());
    ProcessHandle.of(new ChildProcess(work, NAME).pid().orElseThrow())
        .orElseThrow()
        .destroyForcibly();
    await(() -> begun() == 2);
    SupervisedJob again = new SupervisedJob(work, NAME, Programs.find(), command(HANGS));
    // The supervisor says so after the job has begun.
    await(() -> again.status().state() == Job.State.RUNNING);
    assertThat(again.status().detail().orElseThrow()).startsWith("started again 1 times; job");
    again.cancel();
    assertThat(again.status().state()).isEqualTo(Job.State.FAILED);
    assertThat(new ChildProcess(work, NAME).running()).isFalse();
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of a supervisor",
      moment = "while its job works",
      outcome =
          "the job works on, `status` says that its supervisor is gone, and the next start gives it"
              + " one")
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
