package dev.crossover.sources.mysql.schema;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossover.engine.schema.Expression;
import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.SourceType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a constant that is a column's default means; empty if that is not certain. */
final class MysqlDefault {
  private static final Pattern BITS = Pattern.compile("b'([01]+)'");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private final PrintedDefault printed;
  private final SourceType column;
  private final PortableType type;
  private final List<String> labels;

  private MysqlDefault(PrintedDefault printed, SourceType column, List<String> labels) {
    this.printed = printed;
    this.column = column;
    this.type = column.type();
    this.labels = labels;
  }

  /**
   * @param labels of an enum; else empty
   */
  static Optional<Expression> of(PrintedDefault printed, SourceType column, List<String> labels) {
    return new MysqlDefault(printed, column, labels)
        .constant()
        .map(value -> Expression.literal(column.type().kind(), value));
  }

  private Optional<String> constant() {
    Optional<String> bits = bits();
    return switch (type.kind()) {
      case BOOLEAN -> bits.map(number -> Boolean.toString(!number.equals("0")));
      case INTEGER -> bits.or(this::integer);
      case DECIMAL -> number().map(BigDecimal::new).flatMap(this::unrounded);
      case FLOAT32, FLOAT64 -> number();
      case TEXT -> text().flatMap(this::kept);
      case BYTES -> bytes();
      case DATE -> text().flatMap(MysqlLiterals::realDate);
      case DATE_TIME -> text().flatMap(MysqlLiterals::realTime);
      case TIMESTAMP -> time();
      case JSON -> text().filter(MysqlDefault::isJson);
      case UUID -> text().map(id -> id.toLowerCase(Locale.ROOT)).filter(UUID.asMatchPredicate());
      case OTHER -> text().filter(time -> column.name().equals("time"));
      case TIME, ARRAY -> Optional.empty();
    };
  }

  private Optional<String> text() {
    return printed.text();
  }

  private Optional<String> number() {
    return printed.bare().filter(NUMBER.asMatchPredicate());
  }

  private Optional<String> integer() {
    return printed
        .bare()
        .filter(INTEGER.asMatchPredicate())
        .map(number -> new BigInteger(number).toString());
  }

  private Optional<String> bits() {
    return printed
        .bare()
        .map(BITS::matcher)
        .filter(Matcher::matches)
        .map(bits -> new BigInteger(bits.group(1), 2).toString());
  }

  private Optional<String> unrounded(BigDecimal number) {
    return Optional.of(number)
        .filter(value -> value.scale() <= type.scale())
        .map(BigDecimal::toPlainString);
  }

  /** A CHAR keeps no blanks at its end, and an enum nothing but its labels. */
  private Optional<String> kept(String text) {
    String kept = column.name().equals("char") ? text.replaceFirst(" +$", "") : text;
    return Optional.of(kept).filter(label -> labels.isEmpty() || labels.contains(label));
  }

  /** MySQL prints it as it was meant in the session that wrote it, whose zone nobody knows. */
  private Optional<String> time() {
    return text().filter(time -> printed.mariadb()).flatMap(MysqlLiterals::realTime);
  }

  /**
   * MySQL prints bytes up to the first that is 0, and MariaDB a question mark for what is no
   * character.
   */
  private Optional<String> bytes() {
    if (printed.mariadb()) {
      return text()
          .filter(text -> text.chars().allMatch(c -> c < 0x80 && c != '?'))
          .map(text -> HexFormat.of().formatHex(text.getBytes(US_ASCII)));
    }
    return printed
        .bare()
        .filter(hex -> hex.startsWith("0x") && hex.length() == 2 + 2 * type.length())
        .map(hex -> hex.substring(2).toLowerCase(Locale.ROOT));
  }

  private static boolean isJson(String text) {
    try {
      return !JSON.readTree(text).isMissingNode();
    } catch (JsonProcessingException invalid) {
      return false;
    }
  }
}
