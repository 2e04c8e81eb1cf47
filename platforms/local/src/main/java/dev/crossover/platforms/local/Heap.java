package dev.crossover.platforms.local;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The heap that a JVM's command line gives it: {@code -Xmx} and a number of mebibytes or gibibytes.
 *
 * @param mebibytes above 0
 */
record Heap(long mebibytes) {
  private static final Pattern OPTION = Pattern.compile("-Xmx(\\d+)([mg])");

  /** The most that a job gets: half of the machine, where the databases may run too. */
  static Heap ofHalfTheMachine() {
    var machine =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    return new Heap(Math.max(1, machine.getTotalMemorySize() >> 21));
  }

  /** The heap of a command; empty if it is no JVM's, or leaves the heap to the JVM. */
  static Optional<Heap> of(List<String> command) {
    return command.stream()
        .map(OPTION::matcher)
        .filter(Matcher::matches)
        .map(option -> new Heap(Long.parseLong(option.group(1)) * unit(option.group(2))))
        .findFirst();
  }

  private static long unit(String letter) {
    return letter.equals("g") ? 1024 : 1;
  }

  /** Twice this one, or {@code most} if that is less, but never less than this one. */
  Heap doubled(Heap most) {
    return new Heap(Math.max(mebibytes, Math.min(mebibytes * 2, most.mebibytes)));
  }

  /** The command with this heap in the place of its own; unchanged if it has none. */
  List<String> in(List<String> command) {
    return command.stream()
        .map(word -> OPTION.matcher(word).matches() ? "-Xmx" + mebibytes + "m" : word)
        .toList();
  }
}
