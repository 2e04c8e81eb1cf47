package dev.crossover.sources.postgresql.schema;

import java.util.List;

/** Reads an expression word by word; whoever reads must come to its end. */
final class TokenReader {
  private final List<Token> tokens;
  private int at;

  private TokenReader(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * @throws UntranslatableException if there is a word that is not known
   */
  static TokenReader of(String expression) {
    return new TokenReader(Token.split(expression));
  }

  Token peek() {
    return tokens.get(at);
  }

  Token next() {
    Token token = tokens.get(at);
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  boolean isSymbol(String symbol) {
    return peek().kind() == Token.Kind.SYMBOL && peek().text().equals(symbol);
  }

  boolean isWord(String word) {
    return peek().kind() == Token.Kind.NAME && peek().text().equalsIgnoreCase(word);
  }

  boolean symbol(String symbol) {
    boolean found = isSymbol(symbol);
    if (found) {
      next();
    }
    return found;
  }

  boolean word(String word) {
    boolean found = isWord(word);
    if (found) {
      next();
    }
    return found;
  }

  /**
   * @throws UntranslatableException if there is more
   */
  void requireEnd() {
    UntranslatableException.unless(peek().kind() == Token.Kind.END);
  }

  /** A type's name, with its words and brackets joined as PostgreSQL prints them. */
  String typeName() {
    StringBuilder type = new StringBuilder(name());
    while (symbol(".")) {
      type.append('.').append(name());
    }
    for (String word : List.of("varying", "precision", "with", "without", "time", "zone")) {
      if (word(word)) {
        type.append(' ').append(word);
      }
    }
    if (symbol("(")) {
      type.append('(').append(next().text());
      while (symbol(",")) {
        type.append(',').append(next().text());
      }
      UntranslatableException.unless(symbol(")"));
      type.append(')');
    }
    while (symbol("[")) {
      UntranslatableException.unless(symbol("]"));
      type.append("[]");
    }
    return type.toString();
  }

  private String name() {
    Token token = next();
    UntranslatableException.unless(
        token.kind() == Token.Kind.NAME || token.kind() == Token.Kind.QUOTED_NAME);
    return token.text();
  }
}
