package dev.crossover.sources.postgresql.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The text form of a PostgreSQL array ({@code array_out}), taken apart. */
public final class ArrayLiteral {
  private final String text;
  private final char delimiter;
  private int at = 1;

  private ArrayLiteral(String text, char delimiter) {
    this.text = text;
    this.delimiter = delimiter;
  }

  /**
   * @return the elements, an empty one for NULL; empty if the array has more than one dimension or
   *     does not begin at 1
   */
  public static Optional<List<Optional<String>>> elements(String text, char delimiter) {
    boolean ordinary = text.startsWith("{") && !text.startsWith("{{");
    return ordinary ? Optional.of(new ArrayLiteral(text, delimiter).all()) : Optional.empty();
  }

  private List<Optional<String>> all() {
    List<Optional<String>> elements = new ArrayList<>();
    if (text.charAt(at) == '}') {
      return elements;
    }
    while (at < text.length()) {
      elements.add(text.charAt(at) == '"' ? Optional.of(quoted()) : plain());
      at++; // the delimiter or the closing brace
    }
    return elements;
  }

  private Optional<String> plain() {
    int start = at;
    while (text.charAt(at) != delimiter && text.charAt(at) != '}') {
      at++;
    }
    String element = text.substring(start, at);
    return element.equals("NULL") ? Optional.empty() : Optional.of(element);
  }

  private String quoted() {
    StringBuilder element = new StringBuilder();
    at++;
    while (text.charAt(at) != '"') {
      if (text.charAt(at) == '\\') {
        at++;
      }
      element.append(text.charAt(at++));
    }
    at++;
    return element.toString();
  }
}
