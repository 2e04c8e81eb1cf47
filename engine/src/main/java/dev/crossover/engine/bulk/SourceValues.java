package dev.crossover.engine.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossover.contract.SettingsException;
import dev.crossover.engine.rows.Row;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of a row by source column name, in the source's text form; NULL is null. */
final class SourceValues {
  /** The length of a value is the source's business; Jackson's own limit is 20 MB. */
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
              .build());

  private SourceValues() {}

  static Map<String, String> of(TargetTable table, Row row, SourceText text) {
    Map<String, String> values = new LinkedHashMap<>();
    List<TargetColumn> columns = table.writtenColumns();
    for (int i = 0; i < columns.size(); i++) {
      Object value = row.values().get(i);
      values.put(
          columns.get(i).source(),
          value == null ? null : text.of(value, columns.get(i).sourceType()));
    }
    return values;
  }

  static Map<String, String> only(Map<String, String> values, Collection<String> columns) {
    Map<String, String> chosen = new LinkedHashMap<>();
    columns.forEach(column -> chosen.put(column, values.get(column)));
    return chosen;
  }

  static List<String> keyColumns(TargetTable table) {
    return table.sourceKeyColumns().stream().map(TargetColumn::source).toList();
  }

  static byte[] toBytes(Map<String, String> values) {
    try {
      return JSON.writeValueAsBytes(values);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads some of the values that {@link #toBytes} wrote. The others, however long, are passed
   * over.
   *
   * @throws SettingsException if the record is no such values
   */
  static Map<String, String> parse(InputStream record, Collection<String> columns) {
    Map<String, String> values = new LinkedHashMap<>();
    columns.forEach(column -> values.put(column, null));
    try (JsonParser parser = JSON.createParser(record)) {
      parser.nextToken();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        if (parser.nextToken() == JsonToken.VALUE_STRING && values.containsKey(name)) {
          values.put(name, parser.getText());
        }
      }
      return values;
    } catch (IOException e) {
      throw new SettingsException(
          "the dead letter's record is not a row; look at it with `dead-letters show`", e);
    }
  }
}
