package dev.crossover.sources.mysql.capture;

import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Days and times in a row of the log, printed as the server prints them, whether such a day exists
 * or not.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/field__types_8h.html">types</a>
 */
final class BinlogDates {
  private static final int MONTHS = 13;
  private static final int FRACTION_DIGITS = 6;

  private BinlogDates() {}

  /** A DATE: nine bits and more of the year, four of the month, five of the day. */
  static String day(ByteArrayInputStream input) throws IOException {
    int packed = input.readInteger(3);
    return day(packed >> 9, packed >> 5 & 0xf, packed & 0x1f).toString();
  }

  /** A DATETIME of the old kind: one decimal number of year to second. */
  static String packedTime(ByteArrayInputStream input) throws IOException {
    long number = input.readLong(Long.BYTES);
    int date = (int) (number / 1_000_000);
    int time = (int) (number % 1_000_000);
    return time(
            day(date / 10_000, date / 100 % 100, date % 100),
            time / 10_000,
            time / 100 % 100,
            time % 100)
        .toString();
  }

  /** A DATETIME: a bit of a sign, 17 of year and month, then day, hour, minute and second. */
  static String time(int digits, ByteArrayInputStream input) throws IOException {
    long packed = bigEndian(input, 5);
    int months = (int) (packed >> 22 & 0x1ffff);
    StringBuilder text = day(months / MONTHS, months % MONTHS, (int) (packed >> 17 & 0x1f));
    time(text, (int) (packed >> 12 & 0x1f), (int) (packed >> 6 & 0x3f), (int) (packed & 0x3f));
    return fraction(text, digits, micros(digits, input));
  }

  /** A TIMESTAMP of the old kind. */
  static String second(ByteArrayInputStream input) throws IOException {
    return instant(input.readLong(Integer.BYTES), 0, 0);
  }

  /** A TIMESTAMP: seconds since 1970, in UTC. */
  static String instant(int digits, ByteArrayInputStream input) throws IOException {
    long seconds = bigEndian(input, Integer.BYTES);
    return instant(seconds, digits, micros(digits, input));
  }

  /** The first moment of 1970 is no TIMESTAMP, and stands for the zero date. */
  private static String instant(long seconds, int digits, int micros) {
    StringBuilder text =
        seconds == 0 && micros == 0
            ? time(day(0, 0, 0), 0, 0, 0)
            : second(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC));
    return fraction(text, digits, micros);
  }

  private static StringBuilder second(LocalDateTime time) {
    return time(
        day(time.getYear(), time.getMonthValue(), time.getDayOfMonth()),
        time.getHour(),
        time.getMinute(),
        time.getSecond());
  }

  private static StringBuilder day(int year, int month, int day) {
    StringBuilder text = new StringBuilder("yyyy-mm-dd hh:mm:ss.ffffff".length());
    number(text, year, 4).append('-');
    number(text, month, 2).append('-');
    return number(text, day, 2);
  }

  private static StringBuilder time(StringBuilder day, int hour, int minute, int second) {
    number(day.append(' '), hour, 2).append(':');
    number(day, minute, 2).append(':');
    return number(day, second, 2);
  }

  private static String fraction(StringBuilder text, int digits, int micros) {
    if (digits > 0) {
      number(text.append('.'), micros, FRACTION_DIGITS);
      text.setLength(text.length() - (FRACTION_DIGITS - digits));
    }
    return text.toString();
  }

  private static StringBuilder number(StringBuilder text, int number, int digits) {
    String printed = Integer.toString(number);
    return text.append("0".repeat(digits - printed.length())).append(printed);
  }

  /** Two digits a byte. */
  private static int micros(int digits, ByteArrayInputStream input) throws IOException {
    int bytes = (digits + 1) / 2;
    int micros = (int) bigEndian(input, bytes);
    for (int missing = 2 * bytes; missing < FRACTION_DIGITS; missing += 2) {
      micros *= 100;
    }
    return micros;
  }

  private static long bigEndian(ByteArrayInputStream input, int bytes) throws IOException {
    long number = 0;
    for (byte one : input.read(bytes)) {
      number = (number << Byte.SIZE) | (one & 0xff);
    }
    return number;
  }
}
