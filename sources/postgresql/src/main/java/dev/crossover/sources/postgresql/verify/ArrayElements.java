package dev.crossover.sources.postgresql.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the text form of a PostgreSQL array, as its manual defines it in section 8.15. */
final class ArrayElements {
  private final String text;
  private final char delimiter;
  private int at = 1;

  private ArrayElements(String text, char delimiter) {
    this.text = text;
    this.delimiter = delimiter;
  }

  /**
   * @param delimiter a comma; a semicolon for {@code box}
   * @return the elements, NULL as an empty one; empty if the array has more than one dimension or
   *     does not start at 1
   */
  static Optional<List<Optional<String>>> elements(String text, char delimiter) {
    boolean plain = text.startsWith("{") && text.endsWith("}");
    return plain ? new ArrayElements(text, delimiter).read() : Optional.empty();
  }

  private Optional<List<Optional<String>>> read() {
    List<Optional<String>> elements = new ArrayList<>();
    int end = text.length() - 1;
    while (at < end) {
      char first = text.charAt(at);
      if (first == '{') {
        return Optional.empty();
      }
      elements.add(first == '"' ? Optional.of(quoted()) : bare(end));
      at++;
    }
    return Optional.of(elements);
  }

  private String quoted() {
    StringBuilder element = new StringBuilder();
    at++;
    while (text.charAt(at) != '"') {
      if (text.charAt(at) == '\\') {
        at++;
      }
      element.append(text.charAt(at));
      at++;
    }
    at++;
    return element.toString();
  }

  private Optional<String> bare(int end) {
    int next = text.indexOf(delimiter, at);
    int stop = next < 0 ? end : next;
    String element = text.substring(at, stop);
    at = stop;
    return element.equals("NULL") ? Optional.empty() : Optional.of(element);
  }
}
