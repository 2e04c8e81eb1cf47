package dev.crossover.engine.bulk;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.Struct;
import com.google.cloud.spanner.Value;
import dev.crossover.engine.apply.UniqueIndexes;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the rows of the target that hold a unique value which another row is to take. */
final class UniqueHolders {
  private final DatabaseClient client;

  UniqueHolders(DatabaseClient client) {
    this.client = client;
  }

  /**
   * @return source keys (source column name to the source's text form) of rows that have one of the
   *     row's unique values on the target; the row's own key may be among them
   */
  List<Map<String, String>> of(LoadedRow row) {
    List<Map<String, String>> keys = new ArrayList<>();
    for (List<String> columns :
        new UniqueIndexes(client).read().getOrDefault(row.table().name(), List.of())) {
      List<Value> values = columns.stream().map(row::value).toList();
      if (values.stream().noneMatch(Value::isNull)) {
        keys.addAll(holders(row.table(), columns, values));
      }
    }
    return keys;
  }

  private List<Map<String, String>> holders(
      TargetTable table, List<String> columns, List<Value> values) {
    List<String> conditions = new ArrayList<>();
    for (String column : columns) {
      conditions.add("`%s` = @v%d".formatted(column, conditions.size()));
    }
    Statement.Builder query =
        Statement.newBuilder(
            "SELECT `%s` FROM `%s` WHERE %s"
                .formatted(
                    String.join("`, `", table.sourceKey()),
                    table.name(),
                    String.join(" AND ", conditions)));
    for (int i = 0; i < values.size(); i++) {
      query.bind("v" + i).to(values.get(i));
    }
    try (ResultSet rows = client.singleUse().executeQuery(query.build())) {
      List<Map<String, String>> keys = new ArrayList<>();
      while (rows.next()) {
        keys.add(key(table, rows.getCurrentRowAsStruct()));
      }
      return keys;
    }
  }

  private static Map<String, String> key(TargetTable table, Struct row) {
    Map<String, String> key = new LinkedHashMap<>();
    for (TargetColumn column : table.sourceKeyColumns()) {
      key.put(column.source(), text(row.getValue(column.name())));
    }
    return key;
  }

  /** A form that the source reads as the same value. */
  private static String text(Value value) {
    return switch (value.getType().getCode()) {
      case STRING -> value.getString();
      case BYTES -> "\\x" + HexFormat.of().formatHex(value.getBytes().toByteArray());
      case NUMERIC -> value.getNumeric().toPlainString();
      default -> value.toString();
    };
  }
}
