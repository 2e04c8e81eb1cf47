package dev.crossover.sources.postgresql.capture;

import dev.crossover.sources.postgresql.rows.ArrayLiteral;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * PostgreSQL's text of a value as the value of an Avro field. What the field's best type cannot
 * hold (infinity, NaN, years before 1 or after 9999, 24:00:00, arrays of more dimensions) stays
 * text.
 */
final class TextValue {
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern TIMESTAMP =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?(\\+00)?");
  private static final Pattern TIME =
      Pattern.compile("([01]\\d|2[0-3]):\\d\\d:\\d\\d(\\.\\d{1,6})?");

  private TextValue() {}

  /**
   * @param text as PostgreSQL's output function wrote it, in a session with {@link
   *     dev.crossover.sources.postgresql.sql.PostgresqlDatabase#TEXT_FORMS}
   */
  static Object read(ColumnType type, String text) {
    if (!type.array()) {
      return one(type, text);
    }
    Optional<List<Optional<String>>> elements = ArrayLiteral.elements(text, type.delimiter());
    if (elements.isEmpty()) {
      return text;
    }
    List<Object> values = new ArrayList<>();
    for (Optional<String> element : elements.get()) {
      values.add(element.map(value -> one(type, value)).orElse(null));
    }
    return values;
  }

  private static Object one(ColumnType type, String text) {
    return switch (type.kind()) {
      case BOOLEAN -> text.equals("t");
      case INTEGER -> Integer.valueOf(text);
      case LONG -> Long.valueOf(text);
      case FLOAT -> Float.valueOf(text);
      case DOUBLE -> Double.valueOf(text);
      case DECIMAL -> type.hasScale() ? decimal(type, text) : text;
      case MONEY -> text.replace("$", "").replace(",", "");
      case BYTES -> ByteBuffer.wrap(HexFormat.of().parseHex(text, 2, text.length()));
      case DATE -> DATE.matcher(text).matches() ? date(text) : text;
      case TIMESTAMP -> TIMESTAMP.matcher(text).matches() ? timestamp(text) : text;
      case TIME -> TIME.matcher(text).matches() ? time(text) : text;
      case TEXT -> text;
    };
  }

  private static Object decimal(ColumnType type, String text) {
    return text.endsWith("NaN") || text.endsWith("Infinity")
        ? text
        : ByteBuffer.wrap(
            new BigDecimal(text).setScale(type.scale()).unscaledValue().toByteArray());
  }

  private static Integer date(String text) {
    return Math.toIntExact(LocalDate.parse(text).toEpochDay());
  }

  private static Long timestamp(String text) {
    String local = text.endsWith("+00") ? text.substring(0, text.length() - 3) : text;
    Instant instant = LocalDateTime.parse(local.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
  }

  private static Long time(String text) {
    return LocalTime.parse(text).toNanoOfDay() / 1000;
  }
}
