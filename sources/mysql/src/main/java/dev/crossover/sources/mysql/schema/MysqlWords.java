package dev.crossover.sources.mysql.schema;

import dev.crossover.sources.mysql.schema.MysqlWord.Kind;
import java.util.List;

/** Reads an expression word by word; whoever reads must come to its end. */
final class MysqlWords {
  private final List<MysqlWord> words;
  private int at;

  /**
   * @throws UncertainException if there is a word that is not known
   */
  MysqlWords(String expression) {
    this.words = MysqlWord.split(expression);
  }

  MysqlWord peek() {
    return words.get(at);
  }

  MysqlWord next() {
    MysqlWord word = words.get(at);
    at = Math.min(at + 1, words.size() - 1);
    return word;
  }

  boolean isSymbol(String symbol) {
    return peek().equals(new MysqlWord(Kind.SYMBOL, symbol));
  }

  boolean symbol(String symbol) {
    return taken(isSymbol(symbol));
  }

  /**
   * @param name in small letters
   */
  boolean name(String name) {
    return taken(peek().equals(new MysqlWord(Kind.NAME, name)));
  }

  private boolean taken(boolean found) {
    if (found) {
      next();
    }
    return found;
  }

  void require(String symbol) {
    UncertainException.unless(symbol(symbol));
  }

  /**
   * @throws UncertainException if there is more
   */
  void requireEnd() {
    UncertainException.unless(peek().kind() == Kind.END);
  }
}
