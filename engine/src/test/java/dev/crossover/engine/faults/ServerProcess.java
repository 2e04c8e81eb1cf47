package dev.crossover.engine.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A server that a library has started, and that is started again by its own command. */
public abstract class ServerProcess implements BreakableServer {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final List<String> command;
  private final Path log;
  private final String crash;
  private Optional<ProcessHandle> server;
  private List<ProcessHandle> still = List.of();

  /**
   * @param log of the server as it was started again
   * @param crash the signal at which it ends with no chance to say goodbye
   */
  protected ServerProcess(ProcessHandle running, List<String> command, Path log, String crash) {
    this.server = Optional.of(running);
    this.command = List.copyOf(command);
    this.log = log;
    this.crash = crash;
    // A server that stands still outlives everybody who only asks it to end.
    Runtime.getRuntime().addShutdownHook(new Thread(this::endProcesses));
  }

  /**
   * A session of somebody who may log in.
   *
   * @throws SQLException while the server does not answer
   */
  protected abstract Connection connect() throws SQLException;

  @Override
  public void start() {
    if (server.isEmpty()) {
      try {
        Process started =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        server = Optional.of(started.toHandle());
        awaitAnswer(started);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void awaitAnswer(Process started) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (!started.isAlive() || System.nanoTime() > deadline) {
        throw new IOException(Files.readString(log));
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private boolean answers() {
    try (Connection connection = connect()) {
      return connection.isValid(0);
    } catch (SQLException notYet) {
      return false;
    }
  }

  @Override
  public void stop() {
    end(crash);
  }

  /** Ends the server, if it runs, by a signal to its first process. */
  protected final void end(String signal) {
    server.ifPresent(
        running -> {
          signal(signal, List.of(running));
          running.onExit().join();
        });
    server = Optional.empty();
  }

  @Override
  public void standStill() {
    ProcessHandle running = server.orElseThrow();
    signal("STOP", List.of(running));
    List<ProcessHandle> others = running.descendants().toList();
    signal("STOP", others);
    still = Stream.concat(Stream.of(running), others.stream()).toList();
  }

  @Override
  public void goOn() {
    signal("CONT", still);
    still = List.of();
  }

  private static void signal(String name, List<ProcessHandle> processes) {
    if (processes.isEmpty()) {
      return;
    }
    List<String> words = new ArrayList<>(List.of("kill", "-" + name));
    processes.forEach(process -> words.add(Long.toString(process.pid())));
    try {
      new ProcessBuilder(words).start().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whatever state they are in. */
  protected final void endProcesses() {
    goOn();
    stop();
  }
}
