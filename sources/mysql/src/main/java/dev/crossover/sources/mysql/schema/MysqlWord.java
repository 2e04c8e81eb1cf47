package dev.crossover.sources.mysql.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of an expression as the server prints it.
 *
 * @param text without quotes; of a name that was printed without quotes, in small letters
 */
record MysqlWord(Kind kind, String text) {
  /** What sort of word it is. */
  enum Kind {
    NAME,
    COLUMN,
    NUMBER,
    TEXT,
    SYMBOL,
    END
  }

  private static final Pattern WORDS =
      Pattern.compile(
          "\\s*(?:(?<name>[A-Za-z_][A-Za-z0-9_]*)"
              + "|`(?<column>(?:[^`]|``)+)`"
              + "|(?<number>[0-9]+(?:\\.[0-9]+)?)(?![0-9A-Za-z_.])"
              + "|'(?<text>(?:[^'\\\\]|''|\\\\.)*)'"
              + "|(?<symbol><=>|<>|<=|>=|[-+*/%=<>(),]))",
          Pattern.DOTALL);

  /** Before a text, its character set, in which plain letters are what they are everywhere. */
  private static final Set<String> CHARSETS =
      Set.of("_utf8mb4", "_utf8mb3", "_utf8", "_latin1", "_ascii");

  /**
   * @throws UncertainException if there is a word that is not known
   */
  static List<MysqlWord> split(String expression) {
    List<MysqlWord> words = new ArrayList<>();
    String text = expression.strip();
    Matcher matcher = WORDS.matcher(text);
    int at = 0;
    while (at < text.length()) {
      UncertainException.unless(matcher.find(at) && matcher.start() == at);
      MysqlWord word = word(matcher);
      at = matcher.end();
      boolean charset = word.kind() == Kind.NAME && CHARSETS.contains(word.text());
      if (!charset || at >= text.length() || text.charAt(at) != '\'') {
        words.add(word);
      }
    }
    words.add(new MysqlWord(Kind.END, ""));
    return words;
  }

  private static MysqlWord word(Matcher matcher) {
    if (matcher.group("name") != null) {
      return new MysqlWord(Kind.NAME, matcher.group("name").toLowerCase(Locale.ROOT));
    }
    if (matcher.group("column") != null) {
      return new MysqlWord(Kind.COLUMN, matcher.group("column").replace("``", "`"));
    }
    if (matcher.group("number") != null) {
      return new MysqlWord(Kind.NUMBER, matcher.group("number"));
    }
    if (matcher.group("text") != null) {
      return new MysqlWord(Kind.TEXT, PrintedText.unquoted(matcher.group("text")));
    }
    return new MysqlWord(Kind.SYMBOL, matcher.group("symbol"));
  }
}
