package dev.crossover.engine.ledger;

import dev.crossover.engine.schema.TableName;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the path of a change file tells: {@code …/<object>/yyyy/mm/dd/hh/mm/<name>.avro}. */
public final class ChangeFilePath {
  private static final Pattern MINUTE =
      Pattern.compile(".*/(\\d{4})/(\\d{2})/(\\d{2})/(\\d{2})/(\\d{2})/[^/]+");

  private ChangeFilePath() {}

  /** The name of the folder that has the changes of a table. */
  public static String folder(TableName table) {
    return (table.schema() + "_" + table.name()).replace('/', '_').replace('\\', '_');
  }

  /** Whether a path is that of a file with changes of a table. */
  public static boolean isOf(TableName table, String path) {
    return path.contains("/" + folder(table) + "/");
  }

  /** The minute of the source's time in which the file was begun; empty for another layout. */
  public static Optional<Instant> minute(String path) {
    Matcher matcher = MINUTE.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      LocalDateTime minute =
          LocalDateTime.of(
              Integer.parseInt(matcher.group(1)),
              Integer.parseInt(matcher.group(2)),
              Integer.parseInt(matcher.group(3)),
              Integer.parseInt(matcher.group(4)),
              Integer.parseInt(matcher.group(5)));
      return Optional.of(minute.toInstant(ZoneOffset.UTC));
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }
}
