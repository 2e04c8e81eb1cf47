package dev.crossover.platforms.local;

import dev.crossover.contract.ExitCode;
import dev.crossover.contract.ExternalToolException;
import dev.crossover.engine.time.Timing;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a job running until it ends well: starts it, starts it again when it failed or stalled,
 * with more memory if that was too small, and gives up in the end. A job that runs already is taken
 * over. Ending this process does not end the job.
 */
public final class Supervisor {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration LOOK = Duration.ofSeconds(3);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int ENDED = 0;

  private final ChildProcess job;
  private List<String> command;
  private final Supplier<Optional<SignOfLife>> sign;
  private final JsonFile<SupervisionRecord> record;
  private final Supervision supervision;
  private final Timing timing;
  private Instant at = Instant.EPOCH;

  Supervisor(
      Path workDirectory,
      String job,
      List<String> command,
      Supervision.Rules rules,
      Supplier<Optional<SignOfLife>> sign,
      Timing timing) {
    this.job = new ChildProcess(workDirectory, job);
    this.command = List.copyOf(command);
    this.sign = sign;
    this.record = SupervisionRecord.file(workDirectory, job);
    this.supervision = new Supervision(rules);
    this.timing = timing;
  }

  /**
   * @param arguments the work directory, the job's process name, then the job's command
   */
  public static void main(String[] arguments) {
    List<String> words = Arrays.asList(arguments);
    of(Path.of(words.get(0)), words.get(1), words.subList(2, words.size())).run();
    System.exit(ENDED);
  }

  private static Supervisor of(Path work, String job, List<String> command) {
    return Workspace.shardOfCapture(job)
        .map(
            shard ->
                new Supervisor(
                    work,
                    job,
                    command,
                    Supervision.Rules.CAPTURE,
                    new StreamFile(work, shard)::signOfLife,
                    Timing.real()))
        .orElseGet(
            () ->
                new Supervisor(
                    work,
                    job,
                    command,
                    Supervision.Rules.STANDARD,
                    new ProgressFile(work, job)::signOfLife,
                    Timing.real()));
  }

  /** Returns when the job has ended well, or it has given up. */
  void run() {
    at = timing.now();
    while (turn()) {
      timing.pause(LOOK);
    }
  }

  /**
   * Whether it goes on. While it cannot write down what it does, the disk is full, and no job can
   * say that it is alive: it ends and starts nothing, and gives nothing up.
   */
  private boolean turn() {
    if (!keep(false)) {
      supervision.excuseSilence(timing.now());
      return true;
    }
    try {
      return act();
    } catch (ExternalToolException | UncheckedIOException e) {
      LOG.error("event=job_not_started error=\"{}\"", e.getMessage());
      return true;
    }
  }

  private boolean act() {
    boolean running = job.running();
    if (!running && job.endedWell()) {
      LOG.info("event=job_done");
      return false;
    }
    Optional<String> ending = running ? Optional.empty() : job.ending();
    Supervision.Action action =
        supervision.decide(new Supervision.Look(running, ending, sign.get()), timing.now());
    switch (action) {
      case NOTHING -> {}
      case START -> start();
      case STOP -> {
        LOG.error("event=job_stalled job_pid={}", job.pid().orElse(-1));
        job.stop(GRACE);
      }
      case GIVE_UP -> {
        giveUp();
        return false;
      }
    }
    return true;
  }

  private void start() {
    at = timing.now();
    keep(false);
    if (job.exitCode().equals(OptionalInt.of(ExitCode.OUT_OF_MEMORY.number()))) {
      giveMoreMemory();
    }
    job.ensureRunning(command, Map.of());
    LOG.info(
        "event=job_started restarts={} last_error=\"{}\"",
        supervision.restarts(),
        supervision.lastError().orElse(""));
  }

  /** With the same memory the job would end at the same row for ever. */
  private void giveMoreMemory() {
    Heap.of(command)
        .ifPresent(
            heap -> {
              Heap larger = heap.doubled(Heap.ofHalfTheMachine());
              LOG.warn(
                  "event=job_heap mebibytes={} before={}", larger.mebibytes(), heap.mebibytes());
              command = larger.in(command);
            });
  }

  private void giveUp() {
    at = timing.now();
    keep(true);
    LOG.error(
        "event=job_given_up error=\"started again {} times: {}\"",
        supervision.restarts(),
        supervision.lastError().orElse(""));
  }

  private boolean keep(boolean gaveUp) {
    try {
      record.write(
          new SupervisionRecord(
              at.toString(), supervision.restarts(), gaveUp, supervision.lastError()));
      return true;
    } catch (UncheckedIOException e) {
      LOG.error("event=supervision_unwritten error=\"{}\"", e.getMessage());
      return false;
    }
  }
}
