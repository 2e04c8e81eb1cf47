package dev.crossover.engine.journal;

import dev.crossover.engine.processes.ProcessStart;
import java.util.Objects;
import java.util.UUID;

/**
 * A process that works on a migration.
 *
 * @param started tells it from a later one with the same id
 * @param token unique per command, so that two commands in one process are two owners
 */
public record Owner(String host, long pid, ProcessStart started, String token) {
  /** This process, as a new owner. */
  public static Owner thisProcess(String host) {
    return new Owner(
        host,
        ProcessHandle.current().pid(),
        ProcessStart.ofThisProcess(),
        UUID.randomUUID().toString());
  }

  /**
   * @param text what {@link #toString} gives
   */
  public static Owner parse(String text) {
    String[] parts = text.split(" ", -1);
    return new Owner(parts[0], Long.parseLong(parts[1]), new ProcessStart(parts[2]), parts[3]);
  }

  /** Whether this owner ran on {@code thisHost} and its process has ended. */
  public boolean isGone(String thisHost) {
    return host.equals(thisHost) && !started.isOf(pid);
  }

  @Override
  public String toString() {
    return String.join(
        " ",
        Objects.requireNonNull(host).replace(' ', '-'),
        Long.toString(pid),
        started.text(),
        token);
  }
}
