package dev.crossover.sources.mysql.capture;

import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonFormatter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Base64;

/** A document as MySQL prints it. */
final class MysqlJsonText implements JsonFormatter {
  /** Beyond so many digits before the point, or zeros behind it, a number has an exponent. */
  private static final int MOST_PLACES = 15;

  private final StringBuilder text = new StringBuilder();

  @Override
  public String toString() {
    return text.toString();
  }

  @Override
  public void beginObject(int entries) {
    text.append('{');
  }

  @Override
  public void beginArray(int entries) {
    text.append('[');
  }

  @Override
  public void endObject() {
    text.append('}');
  }

  @Override
  public void endArray() {
    text.append(']');
  }

  @Override
  public void nextEntry() {
    text.append(", ");
  }

  @Override
  public void name(String name) {
    value(name);
    text.append(": ");
  }

  @Override
  public void value(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> text.append(c < ' ' ? "\\u%04x".formatted((int) c) : Character.toString(c));
      }
    }
    text.append('"');
  }

  @Override
  public void value(int value) {
    text.append(value);
  }

  @Override
  public void value(long value) {
    text.append(value);
  }

  @Override
  public void value(BigInteger value) {
    text.append(value);
  }

  @Override
  public void value(BigDecimal value) {
    text.append(value.toPlainString());
  }

  @Override
  public void value(boolean value) {
    text.append(value);
  }

  @Override
  public void valueNull() {
    text.append("null");
  }

  @Override
  public void value(double value) {
    text.append(value == 0 ? (1 / value < 0 ? "-0.0" : "0.0") : number(shortest(value)));
  }

  /** The fewest digits that stand for the number. */
  private static BigDecimal shortest(double value) {
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    while (digits.precision() > 1) {
      BigDecimal fewer =
          digits.round(new MathContext(digits.precision() - 1, RoundingMode.HALF_EVEN));
      if (fewer.doubleValue() != value) {
        break;
      }
      digits = fewer;
    }
    return digits;
  }

  private static String number(BigDecimal value) {
    int places = value.precision() - value.scale();
    String plain = value.toPlainString();
    if (places > MOST_PLACES || places <= -MOST_PLACES) {
      String digits = value.unscaledValue().abs().toString();
      return (value.signum() < 0 ? "-" : "")
          + digits.charAt(0)
          + (digits.length() > 1 ? "." + digits.substring(1) : "")
          + "e"
          + (places - 1);
    }
    return plain.contains(".") ? plain : plain + ".0";
  }

  @Override
  public void valueYear(int year) {
    text.append(year);
  }

  @Override
  public void valueDate(int year, int month, int day) {
    value("%04d-%02d-%02d".formatted(year, month, day));
  }

  @Override
  public void valueDatetime(
      int year, int month, int day, int hour, int minute, int second, int micros) {
    value(
        "%04d-%02d-%02d %02d:%02d:%02d.%06d"
            .formatted(year, month, day, hour, minute, second, micros));
  }

  @Override
  public void valueTime(int hour, int minute, int second, int micros) {
    value("%02d:%02d:%02d.%06d".formatted(hour, minute, second, micros));
  }

  @Override
  public void valueTimestamp(long seconds, int micros) {
    ZonedDateTime at = Instant.ofEpochSecond(seconds).atZone(ZoneOffset.UTC);
    valueDatetime(
        at.getYear(),
        at.getMonthValue(),
        at.getDayOfMonth(),
        at.getHour(),
        at.getMinute(),
        at.getSecond(),
        micros);
  }

  @Override
  public void valueOpaque(ColumnType type, byte[] value) {
    value("base64:type%d:%s".formatted(type.getCode(), Base64.getEncoder().encodeToString(value)));
  }
}
