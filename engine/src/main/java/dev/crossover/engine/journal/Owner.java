package dev.crossover.engine.journal;

import java.lang.ProcessHandle.Info;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * A process that works on a migration.
 *
 * @param started when the process began, epoch milliseconds; tells it from a later one with the
 *     same id. 0 if the system does not say
 * @param token unique per command, so that two commands in one process are two owners
 */
public record Owner(String host, long pid, long started, String token) {
  private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

  /** This process, as a new owner. */
  public static Owner thisProcess(String host) {
    ProcessHandle self = ProcessHandle.current();
    return new Owner(host, self.pid(), started(self.info()), UUID.randomUUID().toString());
  }

  /**
   * @param text what {@link #toString} gives
   */
  public static Owner parse(String text) {
    String[] parts = text.split(" ", -1);
    return new Owner(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3]);
  }

  /** Whether this owner ran on {@code thisHost} and its process has ended. */
  public boolean isGone(String thisHost) {
    return host.equals(thisHost)
        && ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .filter(process -> started == 0 || startedAbout(process.info()))
            .isEmpty();
  }

  private boolean startedAbout(Info info) {
    long other = started(info);
    return other == 0 || Math.abs(other - started) < START_TOLERANCE.toMillis();
  }

  private static long started(Info info) {
    return info.startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  @Override
  public String toString() {
    return String.join(
        " ",
        Objects.requireNonNull(host).replace(' ', '-'),
        Long.toString(pid),
        Long.toString(started),
        token);
  }
}
