package dev.crossover.sources.mysql.schema;

import dev.crossover.sources.mysql.schema.MysqlTerm.Kind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Constants as expressions and defaults have them. */
final class MysqlLiterals {
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern TIME =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,6})?)");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,29}(?:\\.[0-9]{1,9})?");

  private MysqlLiterals() {}

  static MysqlTerm number(String text) {
    if (INTEGER.matcher(text).matches()) {
      return MysqlTerm.literal(Kind.INTEGER, text);
    }
    UncertainException.unless(DECIMAL.matcher(text).matches());
    return MysqlTerm.literal(Kind.NUMERIC, new BigDecimal(text).toPlainString());
  }

  /** The server reads a text that is compared with a day as a day. */
  static MysqlTerm like(MysqlTerm other, MysqlTerm term) {
    return other.kind() == Kind.DATE && term.kind() == Kind.TEXT
        ? date(term.literal().orElseThrow(UncertainException::new))
        : term;
  }

  static MysqlTerm date(String text) {
    return MysqlTerm.literal(Kind.DATE, realDate(text).orElseThrow(UncertainException::new));
  }

  /** The text, if it is a day that there is. */
  static Optional<String> realDate(String text) {
    return Optional.of(text)
        .filter(day -> DATE.matcher(day).matches())
        .filter(MysqlLiterals::isDay);
  }

  private static boolean isDay(String text) {
    try {
      return LocalDate.parse(text).getYear() > 0;
    } catch (DateTimeException zeroOrOtherwiseNoDay) {
      return false;
    }
  }

  /** The text, if it is a time of a day that there is. */
  static Optional<String> realTime(String text) {
    Matcher time = TIME.matcher(text);
    return Optional.of(text)
        .filter(whole -> time.matches() && isDay(time.group(1)))
        .filter(whole -> isTime(whole.replace(' ', 'T')));
  }

  private static boolean isTime(String text) {
    try {
      return LocalDateTime.parse(text).getYear() > 0;
    } catch (DateTimeException noTime) {
      return false;
    }
  }
}
