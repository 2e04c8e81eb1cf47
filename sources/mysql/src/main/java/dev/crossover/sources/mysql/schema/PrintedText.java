package dev.crossover.sources.mysql.schema;

import java.util.Map;

/** Texts as the server prints them in expressions, whatever the session's SQL mode is. */
final class PrintedText {
  private static final Map<Character, Character> ESCAPES =
      Map.of('n', '\n', 't', '\t', 'r', '\r', '0', '\0', 'b', '\b', 'Z', '\u001a');

  private PrintedText() {}

  /**
   * An expression of the catalogue as a person would write it.
   *
   * @param mariadb which prints it so; MySQL escapes the whole of it once more
   */
  static String expression(String printed, boolean mariadb) {
    return mariadb ? printed : printed.replaceAll("(?s)\\\\(.)", "$1");
  }

  /** What stands between the quotes of a literal. */
  static String unquoted(String quoted) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < quoted.length(); i++) {
      char c = quoted.charAt(i);
      if (c == '\\' && i + 1 < quoted.length()) {
        i++;
        text.append(escaped(quoted.charAt(i)));
      } else {
        text.append(c);
        i += c == '\'' ? 1 : 0;
      }
    }
    return text.toString();
  }

  /** Before the wildcards of LIKE a backslash stays. */
  private static String escaped(char c) {
    return c == '%' || c == '_' ? "\\" + c : String.valueOf(ESCAPES.getOrDefault(c, c));
  }
}
