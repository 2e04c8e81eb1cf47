package dev.crossover.sources.mysql.schema;

import dev.crossover.engine.schema.Expression;
import dev.crossover.engine.schema.Expression.Form;
import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceColumn.Fill;
import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.PortableType.Kind;
import dev.crossover.engine.types.SourceType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Finds out what the defaults and the generated columns of a table mean.
 *
 * @param mariadb which prints expressions otherwise than MySQL
 */
record MysqlFills(boolean mariadb) {
  private static final Pattern NOW =
      Pattern.compile("(?i)(?:current_timestamp|now|localtime|localtimestamp)(?:\\([0-6]?\\))?");
  private static final Pattern TODAY =
      Pattern.compile("(?i)(?:curdate\\(\\)|current_date(?:\\(\\))?)");
  private static final Pattern UUID = Pattern.compile("(?i)uuid(?:_v4)?\\(\\)");
  private static final int UUID_CHARACTERS = 36;

  /**
   * @param text of {@code column_default}; null if there is none
   * @param extra of the column
   * @param labels of an enum; else empty
   */
  Fill ofDefault(String text, String extra, SourceType column, List<String> labels) {
    String more = extra.toUpperCase(Locale.ROOT);
    if (more.contains("AUTO_INCREMENT")) {
      return new Fill(Fill.Kind.IDENTITY, "", Optional.empty());
    }
    if (text == null || (mariadb && text.equals("NULL"))) {
      return Fill.NONE;
    }
    boolean expression = mariadb || more.contains("DEFAULT_GENERATED");
    PrintedDefault printed =
        new PrintedDefault(
            expression ? PrintedText.expression(text, mariadb) : text, expression, mariadb);
    return new Fill(
        Fill.Kind.DEFAULT,
        printed.value(),
        (expression ? call(printed.value(), column.type()) : Optional.<Expression>empty())
            .or(() -> MysqlDefault.of(printed, column, labels)));
  }

  private static Optional<Expression> call(String text, PortableType type) {
    Kind kind = type.kind();
    boolean time = kind == Kind.TIMESTAMP || kind == Kind.DATE_TIME;
    if (time && NOW.matcher(text).matches()) {
      return Optional.of(Expression.of(Form.CURRENT_TIMESTAMP, kind));
    }
    if (kind == Kind.DATE && TODAY.matcher(text).matches()) {
      return Optional.of(Expression.of(Form.CURRENT_DATE, kind));
    }
    boolean id =
        kind == Kind.UUID
            || (kind == Kind.TEXT && (type.length() == 0 || type.length() >= UUID_CHARACTERS));
    return id && UUID.matcher(text).matches()
        ? Optional.of(Expression.of(Form.RANDOM_UUID, Kind.UUID))
        : Optional.empty();
  }

  Fill ofGenerated(
      String text, SourceColumn column, Function<String, Optional<SourceColumn>> columns) {
    String plain = PrintedText.expression(text, mariadb);
    return new Fill(
        Fill.Kind.GENERATED,
        plain,
        parsed(plain, columns).flatMap(term -> computed(term, column.type())));
  }

  /** The value as the column keeps it: a condition as a number, a CHAR without its last blanks. */
  private static Optional<Expression> computed(MysqlTerm term, SourceType column) {
    Kind kind = column.type().kind();
    if (term.kind() == MysqlTerm.Kind.BOOL && kind == Kind.INTEGER) {
      return Optional.of(Expression.of(Form.CAST, Kind.INTEGER, term.expression()));
    }
    boolean whole =
        kind == Kind.INTEGER || kind == Kind.BOOLEAN || column.name().matches("varchar|.*text");
    return Optional.of(term.expression()).filter(expression -> whole && expression.kind() == kind);
  }

  /** What a check means; empty if it may mean something else elsewhere. */
  Optional<Expression> ofCheck(String plain, Function<String, Optional<SourceColumn>> columns) {
    return readable(plain) ? MysqlExpressions.condition(plain, columns) : Optional.empty();
  }

  private Optional<MysqlTerm> parsed(
      String plain, Function<String, Optional<SourceColumn>> columns) {
    return readable(plain) ? MysqlExpressions.parse(plain, columns) : Optional.empty();
  }

  /** MySQL prints the bytes of other letters as if each were one. */
  private boolean readable(String plain) {
    return mariadb || plain.chars().allMatch(c -> c < 0x80);
  }
}
