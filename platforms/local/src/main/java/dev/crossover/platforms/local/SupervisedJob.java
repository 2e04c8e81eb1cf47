package dev.crossover.platforms.local;

import dev.crossover.engine.platform.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A job that runs until it is cancelled or has nothing left to do, in a child JVM under a {@link
 * Supervisor}.
 */
public final class SupervisedJob implements Job {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Room room;
  private final String name;
  private final ChildProcess supervisor;
  private final ChildProcess job;
  private final JsonFile<SupervisionRecord> record;
  private final List<String> jobCommand;
  private final List<String> supervisorCommand;

  /**
   * @param name the job's process name
   * @param command runs the job in the foreground
   */
  public SupervisedJob(Path workDirectory, String name, Programs programs, List<String> command) {
    this(workDirectory, name, programs, command, Room.of(workDirectory));
  }

  SupervisedJob(
      Path workDirectory, String name, Programs programs, List<String> command, Room room) {
    this.room = room;
    this.name = name;
    this.supervisor = new ChildProcess(workDirectory, supervisorOf(name));
    this.job = new ChildProcess(workDirectory, name);
    this.record = SupervisionRecord.file(workDirectory, name);
    this.jobCommand = List.copyOf(command);
    this.supervisorCommand = programs.small(Supervisor.class, words(workDirectory, name, command));
  }

  private static List<String> words(Path workDirectory, String name, List<String> command) {
    List<String> words = new ArrayList<>(List.of(workDirectory.toString(), name));
    words.addAll(command);
    return words;
  }

  /** The process name of a job's supervisor. */
  static String supervisorOf(String job) {
    return job + ChildProcess.SUPERVISOR;
  }

  /** Starts both at once: the supervisor takes over the job that it finds. */
  @Override
  public void start() {
    if (job.endedWell()) {
      return;
    }
    job.ensureRunning(jobCommand, Map.of());
    supervisor.ensureRunning(supervisorCommand, Map.of());
  }

  @Override
  public Status status() {
    Status status = statusOfProcesses();
    return new Status(status.state(), both(room.shortage(), status.detail()), status.since());
  }

  private static Optional<String> both(Optional<String> first, Optional<String> second) {
    return Stream.of(first, second)
        .flatMap(Optional::stream)
        .reduce((one, other) -> one + "; " + other);
  }

  private Status statusOfProcesses() {
    boolean supervised = supervisor.running();
    if (job.running()) {
      return new Status(State.RUNNING, supervised ? restarts() : unsupervised(), since());
    }
    if (supervised) {
      return new Status(State.RESTARTING, Optional.of(restarting()), Optional.empty());
    }
    if (!supervisor.known() && !job.known()) {
      return Status.of(State.NOT_STARTED);
    }
    return job.endedWell()
        ? Status.of(State.DONE)
        : new Status(State.FAILED, Optional.of(failure()), Optional.empty());
  }

  private static Optional<String> unsupervised() {
    return Optional.of("its supervisor is gone; crossover run starts one again");
  }

  private String restarting() {
    int before = record.read().map(SupervisionRecord::restarts).orElse(0);
    return job.ending().orElse("did not start")
        + "; it is started again by itself"
        + (before > 0 ? ", as %d times before".formatted(before) : "");
  }

  private Optional<Instant> since() {
    return job.pid().stream()
        .boxed()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .flatMap(process -> process.info().startInstant().stream())
        .findFirst();
  }

  private Optional<String> restarts() {
    return record
        .read()
        .filter(supervision -> supervision.restarts() > 0)
        .map(
            supervision ->
                "started again %d times; %s %s"
                    .formatted(
                        supervision.restarts(), name, supervision.lastError().orElse("ended")));
  }

  private String failure() {
    Optional<SupervisionRecord> last = record.read().filter(SupervisionRecord::gaveUp);
    String error =
        last.flatMap(SupervisionRecord::lastError).or(job::ending).orElse("did not start");
    return last.map(
                given -> "given up after it was started again " + given.restarts() + " times; it ")
            .orElse("it and its supervisor were ended; it ")
        + error;
  }

  @Override
  public void cancel() {
    supervisor.stop(GRACE);
    job.stop(GRACE);
  }
}
