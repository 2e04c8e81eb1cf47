package dev.crossover.targets.spanner.schema;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The lexical rules of Spanner's GoogleSQL. */
public final class GoogleSql {
  /** The most characters of a name of a table, column, index or constraint. */
  static final int LONGEST_NAME = 128;

  private GoogleSql() {}

  /** A name in backquotes, so that it may also be a reserved word. */
  public static String quoted(String name) {
    return "`" + name + "`";
  }

  /** Names in backquotes with commas between them. */
  public static String quoted(List<String> names) {
    return names.stream().map(GoogleSql::quoted).collect(Collectors.joining(", "));
  }

  /** A string literal that stays on one line. */
  public static String literal(String text) {
    StringBuilder literal = new StringBuilder("'");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' || c == '\'') {
        literal.append('\\').append(c);
      } else if (c < ' ') {
        literal.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
      } else {
        literal.append(c);
      }
    }
    return literal.append('\'').toString();
  }

  /** Whether Spanner accepts the name: a letter, then letters, digits and underscores. */
  static boolean isName(String text) {
    return text.length() <= LONGEST_NAME && text.matches("[A-Za-z][A-Za-z0-9_]*");
  }
}
