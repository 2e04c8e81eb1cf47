package dev.crossover.sources.mysql.schema;

import java.util.List;
import java.util.Optional;

/**
 * A column's default as the catalogue has it.
 *
 * @param value the text, as a person would write it
 * @param expression whether it is an expression, as always in MariaDB; else it is the bare value
 */
record PrintedDefault(String value, boolean expression, boolean mariadb) {

  /** The value if it is no text, such as {@code -5} and {@code b'101'}. */
  Optional<String> bare() {
    return Optional.of(value).filter(any -> !expression || any.matches("[-0-9.]+|b'[01]+'"));
  }

  /** The value if it is a text. */
  Optional<String> text() {
    if (!expression) {
      return Optional.of(value);
    }
    if (!mariadb && value.chars().anyMatch(c -> c > 0x7f)) {
      return Optional.empty();
    }
    try {
      List<MysqlWord> words = MysqlWord.split(value);
      return Optional.of(words.get(0))
          .filter(word -> words.size() == 2 && word.kind() == MysqlWord.Kind.TEXT)
          .map(MysqlWord::text);
    } catch (UncertainException noConstant) {
      return Optional.empty();
    }
  }
}
