package dev.crossover.engine.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * When a process of this machine began, which tells it from a later one with the same id.
 *
 * <p>On Linux that is the machine's boot and the ticks since then: no change of the clock, no copy
 * of a file and no restart of the machine makes a living process look dead, or another one look
 * like it. Elsewhere it is the second at which the process began.
 *
 * @param text one word
 */
public record ProcessStart(String text) {
  /** Shell code for a function {@code start_of PID} that prints what {@link #text} is. */
  public static final String SHELL =
      """
      start_of() {
        if [ -r "/proc/$1/stat" ]; then
          read -r boot < /proc/sys/kernel/random/boot_id
          read -r stat < "/proc/$1/stat"
          set -- ${stat##*) }
          shift 19
          echo "$boot:$1"
        else
          echo "@$(date +%s)"
        fi
      }
      """;

  private static final Path PROC = Path.of("/proc");
  private static final String SECONDS = "@";

  /** The fields of {@code /proc/PID/stat} behind the program's name, which may hold anything. */
  private static final int STATE = 0;

  private static final int START_TICKS = 19;
  private static final String ZOMBIE = "Z";

  /** How long after its beginning a process may have been asked for it by the clock. */
  private static final Duration TOLERANCE = Duration.ofSeconds(10);

  /** This process's. */
  public static ProcessStart ofThisProcess() {
    return of(ProcessHandle.current().pid()).orElseThrow();
  }

  /** Empty if there is no such process, or it has ended and only its parent has not noticed. */
  public static Optional<ProcessStart> of(long pid) {
    return Files.isReadable(PROC.resolve("self").resolve("stat")) ? ticks(pid) : seconds(pid);
  }

  /** Whether the process with this id lives and is the one that began then. */
  public boolean isOf(long pid) {
    Optional<ProcessStart> found = of(pid);
    return found.isPresent() && (text.equals(found.get().text) || near(found.get()));
  }

  private boolean near(ProcessStart other) {
    return text.startsWith(SECONDS)
        && other.text.startsWith(SECONDS)
        && Duration.between(instant(), other.instant()).abs().compareTo(TOLERANCE) < 0;
  }

  private Instant instant() {
    return Instant.ofEpochSecond(Long.parseLong(text.substring(SECONDS.length())));
  }

  private static Optional<ProcessStart> ticks(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
      List<String> fields = Arrays.asList(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
      String boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
      return fields.get(STATE).equals(ZOMBIE)
          ? Optional.empty()
          : Optional.of(new ProcessStart(boot + ":" + fields.get(START_TICKS)));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  private static Optional<ProcessStart> seconds(long pid) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(
            process ->
                new ProcessStart(
                    SECONDS
                        + process.info().startInstant().orElse(Instant.EPOCH).getEpochSecond()));
  }
}
