package dev.crossover.sources.mysql.schema;

import dev.crossover.engine.schema.Expression;
import dev.crossover.engine.schema.Expression.Form;
import dev.crossover.engine.schema.SourceColumn.Fill;
import dev.crossover.engine.types.PortableType.Kind;
import java.util.Locale;
import java.util.Optional;

/** What a column's default means, as far as it is certain. */
final class MysqlDefault {
  private MysqlDefault() {}

  /**
   * @param text of {@code column_default}; null if there is none
   * @param expressions whether the text is an expression, as in MariaDB; MySQL has the bare value
   *     there, unless {@code extra} says that it is generated
   */
  static Fill of(String text, String extra, Kind kind, boolean expressions) {
    String generated = extra.toUpperCase(Locale.ROOT);
    if (generated.contains("AUTO_INCREMENT")) {
      return new Fill(Fill.Kind.IDENTITY, "", Optional.empty());
    }
    if (text == null || (expressions && text.equals("NULL"))) {
      return Fill.NONE;
    }
    boolean expression = expressions || generated.contains("DEFAULT_GENERATED");
    return new Fill(Fill.Kind.DEFAULT, text, meaning(text, kind, expression));
  }

  private static Optional<Expression> meaning(String text, Kind kind, boolean expression) {
    if (text.toLowerCase(Locale.ROOT).startsWith("current_timestamp")) {
      return kind == Kind.TIMESTAMP
          ? Optional.of(Expression.of(Form.CURRENT_TIMESTAMP, kind))
          : Optional.empty();
    }
    boolean quoted = text.length() > 1 && text.startsWith("'") && text.endsWith("'");
    if (expression && kind == Kind.TEXT) {
      return quoted
          ? Optional.of(
              Expression.literal(kind, text.substring(1, text.length() - 1).replace("''", "'")))
          : Optional.empty();
    }
    String bare = quoted ? text.substring(1, text.length() - 1) : text;
    boolean number = kind == Kind.INTEGER || kind == Kind.DECIMAL;
    if (number && bare.matches("-?\\d{1,18}(\\.\\d+)?")) {
      return Optional.of(Expression.literal(kind, bare));
    }
    return kind == Kind.TEXT ? Optional.of(Expression.literal(kind, bare)) : Optional.empty();
  }
}
