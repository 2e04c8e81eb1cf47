package dev.crossover.engine.verify.encoding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * A JSON document with sorted keys, exact numbers and no white space, in ASCII. Numbers are equal
 * if their values are: {@code 1.0}, {@code 1} and {@code 10e-1} have one form.
 */
public final class CanonicalJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  // Far more than the levels that a target stores.
                  .maxNestingDepth(1_000)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(200_000)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private CanonicalJson() {}

  /**
   * @throws IOException if the text is not one JSON document, or if an object has a key twice
   */
  public static String of(String json) throws IOException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      parser.nextToken();
      String canonical = value(parser);
      if (parser.nextToken() != null) {
        throw new IOException("more than one JSON document");
      }
      return canonical;
    }
  }

  private static String value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return object(parser);
    }
    if (token == JsonToken.START_ARRAY) {
      return array(parser);
    }
    if (token == JsonToken.VALUE_STRING) {
      return quoted(parser.getText());
    }
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      return number(new BigDecimal(parser.getText()));
    }
    if (token == null || !token.isScalarValue()) {
      throw new IOException("not a JSON document");
    }
    return parser.getText();
  }

  private static String object(JsonParser parser) throws IOException {
    Map<String, String> members = new TreeMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    StringBuilder text = new StringBuilder("{");
    for (Iterator<Map.Entry<String, String>> each = members.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<String, String> member = each.next();
      text.append(quoted(member.getKey())).append(':').append(member.getValue());
      text.append(each.hasNext() ? "," : "");
    }
    return text.append('}').toString();
  }

  private static String array(JsonParser parser) throws IOException {
    StringBuilder text = new StringBuilder("[");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      text.append(text.length() > 1 ? "," : "").append(value(parser));
    }
    return text.append(']').toString();
  }

  // Not plain digits: 1e1000000 is a legal JSON number.
  private static String number(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal shortest = value.stripTrailingZeros();
    return shortest.unscaledValue() + (shortest.scale() == 0 ? "" : "e" + -(long) shortest.scale());
  }

  // ASCII only, because half of a surrogate pair is legal in JSON and has no UTF-8 form.
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
