package dev.crossover.platforms.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Why a program ended, as the end of its log tells. */
final class LastWords {
  /** What the launcher's own programs begin their error with; what follows says where to look. */
  private static final String ERROR = "crossover: ";

  /** In bytes and in lines: an error is printed last, and a log grows for weeks. */
  private static final int TAIL = 1 << 16;

  private static final int LINES = 8;

  private LastWords() {}

  /** The error that the program printed, else its last line; empty if there is none. */
  static Optional<String> in(Path log) {
    List<String> lines = tail(log).lines().filter(line -> !line.isBlank()).toList();
    List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    return last.stream()
        .filter(line -> line.startsWith(ERROR))
        .reduce((first, second) -> second)
        .map(line -> line.substring(ERROR.length()))
        .or(() -> last.stream().reduce((first, second) -> second));
  }

  private static String tail(Path log) {
    try (SeekableByteChannel file = Files.newByteChannel(log)) {
      file.position(Math.max(0, file.size() - TAIL));
      return new String(Channels.newInputStream(file).readNBytes(TAIL), UTF_8);
    } catch (IOException noLog) {
      return "";
    }
  }
}
