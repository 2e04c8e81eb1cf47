package dev.crossover.launcher.stream.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** PostgreSQL's text form of an array, taken apart. */
final class ArrayText {
  private final String text;
  private final char delimiter;
  private int at = 1;

  private ArrayText(String text, char delimiter) {
    this.text = text;
    this.delimiter = delimiter;
  }

  /**
   * @return the elements, {@code null} for NULL; empty if the array has more than one dimension or
   *     does not begin at 1, which a list cannot say
   */
  static Optional<List<String>> elements(String text, char delimiter) {
    return text.startsWith("{") ? new ArrayText(text, delimiter).read() : Optional.empty();
  }

  private Optional<List<String>> read() {
    List<String> elements = new ArrayList<>();
    if (text.equals("{}")) {
      return Optional.of(elements);
    }
    while (at < text.length()) {
      if (text.charAt(at) == '{') {
        return Optional.empty();
      }
      elements.add(text.charAt(at) == '"' ? quoted() : bare());
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
      element.append(text.charAt(at++));
    }
    at++;
    return element.toString();
  }

  private String bare() {
    int start = at;
    while (text.charAt(at) != delimiter && text.charAt(at) != '}') {
      at++;
    }
    String element = text.substring(start, at);
    return element.equals("NULL") ? null : element;
  }
}
