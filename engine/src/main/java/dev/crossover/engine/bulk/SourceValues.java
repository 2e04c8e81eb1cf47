package dev.crossover.engine.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossover.contract.SettingsException;
import dev.crossover.engine.rows.Row;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of a row by source column name, in the source's text form; NULL is null. */
final class SourceValues {
  private static final ObjectMapper JSON = new ObjectMapper();

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

  static String toJson(Map<String, String> values) {
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws SettingsException if the text is not what {@link #toJson} writes
   */
  static Map<String, String> parse(String json) {
    try {
      return JSON.readValue(json, new TypeReference<LinkedHashMap<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new SettingsException(
          "the dead letter's record is not a row; look at it with `dead-letters show`", e);
    }
  }
}
