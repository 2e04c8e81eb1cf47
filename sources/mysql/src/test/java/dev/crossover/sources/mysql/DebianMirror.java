package dev.crossover.sources.mysql;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A mirror of Debian that this machine uses, with its keys, and of it the suite that all packages
 * come to first.
 *
 * @param fileName by whose ending apt knows the form of the text
 * @param text an entry of apt's sources
 */
record DebianMirror(String fileName, String text) {
  private static final String NEWEST = "sid";

  private static final Pattern LINE =
      Pattern.compile("deb\\s+(\\[[^\\]]*\\]\\s+)?(\\S+)\\s+\\S+\\s+.*\\bmain\\b.*");

  private static final Pattern FIELD = Pattern.compile("([A-Za-z-]+):\\s*(.*)");

  /**
   * @param apt the folder in which apt has what it is told
   */
  static Optional<DebianMirror> of(Path apt) throws IOException {
    List<Path> files = new ArrayList<>(List.of(apt.resolve("sources.list")));
    Path folder = apt.resolve("sources.list.d");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> more = Files.list(folder)) {
        more.sorted().forEach(files::add);
      }
    }
    for (Path file : files) {
      if (Files.isReadable(file)) {
        Optional<DebianMirror> found = parse(file.toString(), Files.readString(file));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** The first entry of Debian itself; empty if the file has none. */
  static Optional<DebianMirror> parse(String fileName, String text) {
    List<String> lines = text.lines().filter(line -> !line.startsWith("#")).toList();
    return fileName.endsWith(".sources") ? ofParagraphs(lines) : ofLines(lines);
  }

  private static Optional<DebianMirror> ofLines(List<String> lines) {
    return lines.stream()
        .map(LINE::matcher)
        .filter(line -> line.matches() && isDebian(line.group(2)))
        .findFirst()
        .map(
            line ->
                new DebianMirror(
                    "newest.list",
                    "deb %s%s %s main%n"
                        .formatted(
                            Optional.ofNullable(line.group(1)).orElse(""), line.group(2), NEWEST)));
  }

  private static Optional<DebianMirror> ofParagraphs(List<String> lines) {
    return Stream.of(String.join("\n", lines).split("\n\\s*\n", -1))
        .flatMap(paragraph -> ofParagraph(paragraph).stream())
        .findFirst();
  }

  private static Optional<DebianMirror> ofParagraph(String paragraph) {
    StringBuilder newest = new StringBuilder();
    boolean debian = false;
    for (String line : paragraph.lines().toList()) {
      Matcher field = FIELD.matcher(line);
      String name = field.matches() ? field.group(1) : "";
      debian |= name.equals("URIs") && isDebian(field.group(2).strip().split("\\s+", 2)[0]);
      newest
          .append(
              switch (name) {
                case "Types" -> "Types: deb";
                case "Suites" -> "Suites: " + NEWEST;
                case "Components" -> "Components: main";
                default -> line;
              })
          .append('\n');
    }
    return debian
        ? Optional.of(new DebianMirror("newest.sources", newest.toString()))
        : Optional.empty();
  }

  /** Not its security updates, and nobody else's packages. */
  private static boolean isDebian(String mirror) {
    String path = URI.create(mirror).getPath();
    return path != null && path.replaceFirst("/$", "").endsWith("/debian");
  }
}
