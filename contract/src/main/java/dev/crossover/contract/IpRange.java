package dev.crossover.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IPv4 addresses.
 *
 * @param text as it was written, such as {@code 10.0.0.0/29}
 * @param first the lowest address as a number
 * @param bits how many leading bits all addresses share
 */
record IpRange(String text, long first, int bits) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

  /** Whether a text is a range whose address is its lowest one. */
  static boolean isRange(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(5)) > 32) {
      return false;
    }
    for (int part = 1; part <= 4; part++) {
      if (Integer.parseInt(matcher.group(part)) > 255) {
        return false;
      }
    }
    IpRange range = parse(text);
    return range.first % range.size() == 0;
  }

  static IpRange parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not an address range: " + text);
    }
    long first = 0;
    for (int part = 1; part <= 4; part++) {
      first = first * 256 + Integer.parseInt(matcher.group(part));
    }
    return new IpRange(text, first, Integer.parseInt(matcher.group(5)));
  }

  boolean overlaps(IpRange other) {
    return first < other.first + other.size() && other.first < first + size();
  }

  private long size() {
    return 1L << (32 - bits);
  }
}
