package dev.crossover.sources.postgresql.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of an expression as PostgreSQL prints it.
 *
 * @param text without quotes; of a name that was printed without quotes, as printed
 */
record Token(Kind kind, String text) {
  /** What sort of word it is. */
  enum Kind {
    NAME,
    QUOTED_NAME,
    NUMBER,
    TEXT,
    SYMBOL,
    END
  }

  // PostgreSQL prints every text by the SQL standard's rules: a backslash stands for itself.
  private static final Pattern WORDS =
      Pattern.compile(
          "\\s*(?:(?<name>[A-Za-z_\\u0080-\\uffff][A-Za-z0-9_$\\u0080-\\uffff]*)(?!')"
              + "|\"(?<quoted>(?:[^\"]|\"\")+)\""
              + "|(?<number>[0-9]+(?:\\.[0-9]+)?)(?![0-9A-Za-z_.])"
              + "|'(?<text>(?:[^']|'')*)'"
              + "|(?<symbol>::|<>|<=|>=|\\|\\||!~~|~~|[-+*=<>(),.\\[\\]]))");

  /**
   * @throws UntranslatableException if there is a word that is not known
   */
  static List<Token> split(String expression) {
    List<Token> tokens = new ArrayList<>();
    String text = expression.strip();
    Matcher matcher = WORDS.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw new UntranslatableException();
      }
      tokens.add(token(matcher));
      at = matcher.end();
    }
    tokens.add(new Token(Kind.END, ""));
    return tokens;
  }

  private static Token token(Matcher matcher) {
    if (matcher.group("name") != null) {
      return new Token(Kind.NAME, matcher.group("name"));
    }
    if (matcher.group("quoted") != null) {
      return new Token(Kind.QUOTED_NAME, matcher.group("quoted").replace("\"\"", "\""));
    }
    if (matcher.group("number") != null) {
      return new Token(Kind.NUMBER, matcher.group("number"));
    }
    if (matcher.group("text") != null) {
      return new Token(Kind.TEXT, matcher.group("text").replace("''", "'"));
    }
    return new Token(Kind.SYMBOL, matcher.group("symbol"));
  }
}
