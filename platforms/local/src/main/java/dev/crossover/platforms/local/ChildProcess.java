package dev.crossover.platforms.local;

import dev.crossover.contract.ExternalToolException;
import dev.crossover.engine.files.PrivateFiles;
import dev.crossover.engine.processes.ProcessStart;
import dev.crossover.engine.time.Timing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that outlives the one that started it, and that a later one finds again.
 *
 * <p>A shell stands between: it writes the process id and, at the end, the exit code into files, so
 * both are known however the starter died. Child and shell ignore what a terminal sends to all of
 * its processes (an interrupt, a quit, a stop) and means for the starter: a watch must not stand
 * still with what it watches.
 */
public final class ChildProcess {
  // $1 pid file, $2 exit file, the rest the command. A background child of sh ignores what it does.
  private static final String SHELL =
      ProcessStart.SHELL
          + """
          umask 077
          pid=$1; exit=$2; shift 2
          trap '' HUP INT QUIT TSTP
          "$@" &
          echo $! "$(start_of $!)" $$ "$(start_of $$)" > "$pid.new"
          mv "$pid.new" "$pid"
          wait $!
          echo $? > "$exit.new"
          mv "$exit.new" "$exit"
          """;

  /** How the names of processes end that start others again. */
  public static final String SUPERVISOR = "-supervisor";

  /** More than pid and exit file have together. */
  private static final int ROOM = 4096;

  private static final Timing TIMING = Timing.real();

  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

  /** How long the shell may take to write down how its child ended. */
  private static final Duration LAST_WORD = Duration.ofSeconds(5);

  private final String name;
  private final Path pidFile;
  private final Path exitFile;
  private final StartLock lock;
  private final Path log;

  /**
   * @param workDirectory where {@code processes/} and {@code logs/} are kept
   * @param name the process's name, unique in the work directory
   */
  public ChildProcess(Path workDirectory, String name) {
    Path processes = workDirectory.resolve("processes");
    this.name = name;
    this.pidFile = processes.resolve(name + ".pid");
    this.exitFile = processes.resolve(name + ".exit");
    this.lock = new StartLock(processes.resolve(name + ".lock"));
    this.log = workDirectory.resolve("logs").resolve(name + ".log");
  }

  /**
   * Starts the command unless the process runs already; its output is appended to the log.
   *
   * @param environment added to this process's environment; the place for secrets
   * @throws ExternalToolException if it cannot be started
   */
  public void ensureRunning(List<String> command, Map<String, String> environment) {
    lock.with(
        () -> {
          if (!running()) {
            start(command, environment);
          }
          return null;
        });
  }

  private void start(List<String> command, Map<String, String> environment) {
    requireRoom();
    try {
      startShell(command, environment);
    } catch (IOException e) {
      throw new ExternalToolException(
          "cannot start " + name + " (" + command.get(0) + "); is the program installed?", e);
    }
  }

  /**
   * The process id and the end of the process are written here, so without room for them it would
   * be said that the program did not start.
   *
   * @throws UncheckedIOException if nothing can be written
   */
  private void requireRoom() {
    Path probe = pidFile.resolveSibling(name + ".room");
    try {
      PrivateFiles.create(log);
      PrivateFiles.write(probe, new byte[ROOM]);
      Files.delete(probe);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot start %s, for nothing can be written to %s: %s"
              .formatted(name, pidFile.getParent(), reason(e)),
          e);
    }
  }

  /** Without the path that some of them begin with. */
  private static String reason(IOException e) {
    return e instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : e.toString();
  }

  private void startShell(List<String> command, Map<String, String> environment)
      throws IOException {
    Files.deleteIfExists(pidFile);
    Files.deleteIfExists(exitFile);
    List<String> shell = new ArrayList<>(List.of("sh", "-c", SHELL, "sh"));
    shell.add(pidFile.toString());
    shell.add(exitFile.toString());
    shell.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(shell)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    Process process = builder.start();
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!Files.exists(pidFile)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new ExternalToolException(name + " did not start; its output is in " + log);
      }
      TIMING.pause(Duration.ofMillis(5));
    }
  }

  /** Whether the process runs; until its exit code is known it counts as running. */
  public boolean running() {
    return !alive().isEmpty();
  }

  /** The process's id while it runs. */
  public OptionalLong pid() {
    return alive().stream().mapToLong(ProcessHandle::pid).findFirst();
  }

  /** Whether the process was ever started here. */
  public boolean known() {
    return Files.exists(pidFile);
  }

  /** How the last run ended; empty while it runs, and if its shell was killed with it. */
  public OptionalInt exitCode() {
    try {
      return OptionalInt.of(Integer.parseInt(Files.readString(exitFile).strip()));
    } catch (IOException notEnded) {
      return OptionalInt.empty();
    }
  }

  /** Whether the last run is over and its exit code was 0. */
  public boolean endedWell() {
    return !running() && exitCode().equals(OptionalInt.of(0));
  }

  public Path log() {
    return log;
  }

  /** How the last run ended and where its log is, for a person; empty if it was never started. */
  public Optional<String> ending() {
    if (!known()) {
      return Optional.empty();
    }
    // Asked once: whoever starts it again removes what the last run left.
    OptionalInt code = exitCode();
    String how = code.isPresent() ? "ended with exit code " + code.getAsInt() : "was killed";
    return Optional.of(
        how + LastWords.in(log).map(line -> ": " + line).orElse("") + "; its log is " + log);
  }

  /**
   * Ends the process: a request first, and after {@code grace} by force. Does nothing if it does
   * not run.
   */
  public void stop(Duration grace) {
    List<ProcessHandle> processes = alive();
    processes.stream().findFirst().ifPresent(ProcessHandle::destroy);
    Duration patience = grace;
    for (ProcessHandle process : processes) {
      awaitEnd(process, patience);
      // What is next is the shell. It may stand still, too.
      patience = LAST_WORD;
    }
    processes.forEach(process -> process.onExit().join());
  }

  private static void awaitEnd(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** The child, then its shell, as far as they live. */
  private List<ProcessHandle> alive() {
    try {
      String[] words = Files.readString(pidFile).strip().split(" ", -1);
      List<ProcessHandle> living = new ArrayList<>();
      for (int i = 0; i + 1 < words.length; i += 2) {
        long pid = Long.parseLong(words[i]);
        if (new ProcessStart(words[i + 1]).isOf(pid)) {
          ProcessHandle.of(pid).ifPresent(living::add);
        }
      }
      return living;
    } catch (IOException neverStarted) {
      return List.of();
    }
  }
}
