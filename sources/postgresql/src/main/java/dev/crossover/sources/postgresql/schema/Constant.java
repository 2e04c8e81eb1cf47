package dev.crossover.sources.postgresql.schema;

import java.util.Optional;

/**
 * An expression that is one constant from its first word to its last.
 *
 * @param text of a literal, without quotes; empty for the other forms
 * @param cast the type that is printed with it
 */
record Constant(Form form, String text, Optional<String> cast) {
  /** What sort of constant it is. */
  enum Form {
    NULL,
    /** A bare number, {@code true} or {@code false}. */
    BARE,
    QUOTED,
    EMPTY_ARRAY
  }

  /**
   * @throws UntranslatableException if the expression is anything else
   */
  static Constant parse(String expression) {
    TokenReader words = TokenReader.of(expression);
    Constant constant = read(words);
    words.requireEnd();
    return constant;
  }

  boolean isEmptyArray() {
    return cast.filter(type -> type.endsWith("[]")).isPresent()
        && (form == Form.EMPTY_ARRAY || (form == Form.QUOTED && text.equals("{}")));
  }

  private static Constant read(TokenReader words) {
    Constant constant = bare(words);
    while (words.symbol("::")) {
      constant = constant.as(words.typeName());
    }
    // PostgreSQL prints every text constant with its type.
    UntranslatableException.unless(constant.form != Form.QUOTED || constant.cast.isPresent());
    return constant;
  }

  /** A second cast could cut or round what the first one gives. */
  private Constant as(String type) {
    UntranslatableException.unless(cast.isEmpty() || cast.get().equals(type) || form == Form.NULL);
    return new Constant(form, text, Optional.of(type));
  }

  private static Constant bare(TokenReader words) {
    if (words.symbol("(")) {
      Constant inner = read(words);
      UntranslatableException.unless(words.symbol(")"));
      return inner;
    }
    if (words.symbol("-")) {
      UntranslatableException.unless(words.peek().kind() == Token.Kind.NUMBER);
      return of(Form.BARE, "-" + words.next().text());
    }
    Token token = words.next();
    return switch (token.kind()) {
      case NUMBER -> of(Form.BARE, token.text());
      case TEXT -> of(Form.QUOTED, token.text());
      case NAME -> named(token.text(), words);
      case QUOTED_NAME, SYMBOL, END -> throw new UntranslatableException();
    };
  }

  private static Constant named(String name, TokenReader words) {
    return switch (name) {
      case "true", "false" -> of(Form.BARE, name);
      case "NULL" -> of(Form.NULL, "");
      case "ARRAY" -> {
        UntranslatableException.unless(words.symbol("[") && words.symbol("]"));
        yield of(Form.EMPTY_ARRAY, "");
      }
      default -> throw new UntranslatableException();
    };
  }

  private static Constant of(Form form, String text) {
    return new Constant(form, text, Optional.empty());
  }
}
