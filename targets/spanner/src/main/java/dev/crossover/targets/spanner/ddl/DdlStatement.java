package dev.crossover.targets.spanner.ddl;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement that changes the target's schema, and the object it is about.
 *
 * @param object the name of the table, index, constraint or sequence; empty for OTHER
 * @param sql without a semicolon at its end
 */
public record DdlStatement(Effect effect, String object, String sql) {
  /** What the statement does, as far as it matters for running it a second time. */
  public enum Effect {
    CREATE_TABLE,
    CREATE_INDEX,
    ADD_CONSTRAINT,
    DROP_CONSTRAINT,
    /** A statement that may simply be run again. */
    OTHER
  }

  private static final String NAME = "`?([A-Za-z][A-Za-z0-9_]*)`?";
  private static final Pattern TABLE = Pattern.compile("CREATE TABLE " + NAME + "\\s*\\(.*");
  private static final Pattern INDEX =
      Pattern.compile("CREATE (?:UNIQUE )?(?:NULL_FILTERED )?INDEX " + NAME + " ON .*");
  private static final Pattern ADD =
      Pattern.compile("ALTER TABLE " + NAME + " ADD CONSTRAINT " + NAME + " .*");
  private static final Pattern DROP =
      Pattern.compile("ALTER TABLE " + NAME + " DROP CONSTRAINT " + NAME);

  /** Finds out what a statement does. */
  public static DdlStatement parse(String sql) {
    String text = sql.strip();
    String line = text.replaceAll("\\s+", " ");
    return first(TABLE, 1, Effect.CREATE_TABLE, line, text)
        .or(() -> first(INDEX, 1, Effect.CREATE_INDEX, line, text))
        .or(() -> first(ADD, 2, Effect.ADD_CONSTRAINT, line, text))
        .or(() -> first(DROP, 2, Effect.DROP_CONSTRAINT, line, text))
        .orElse(new DdlStatement(Effect.OTHER, "", text));
  }

  private static Optional<DdlStatement> first(
      Pattern pattern, int group, Effect effect, String line, String sql) {
    Matcher matcher = pattern.matcher(line);
    return matcher.matches()
        ? Optional.of(new DdlStatement(effect, matcher.group(group), sql))
        : Optional.empty();
  }

  boolean isAbout(String name) {
    return object.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT));
  }
}
