package dev.crossover.engine.bulk;

import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.Target;
import dev.crossover.engine.target.TargetKey;
import dev.crossover.engine.target.TargetRow;
import dev.crossover.engine.target.TargetValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds the rows of the target that have a unique value which another row is to take. */
final class UniqueValueOwners {
  private final Target target;
  private final TargetValues values;
  private final SourceText text;

  UniqueValueOwners(Target target, SourceText text) {
    this.target = target;
    this.values = target.values(text);
    this.text = text;
  }

  /**
   * @return source keys (source column name to the source's text form) of rows that have one of the
   *     row's unique values on the target; the row's own key may be among them
   */
  List<Map<String, String>> of(TargetRow row) {
    TargetTable table = row.table();
    List<Map<String, String>> keys = new ArrayList<>();
    for (List<String> columns :
        target.uniqueColumns().byTable().getOrDefault(table.name(), List.of())) {
      List<Object> wanted = columns.stream().map(row.values()::get).toList();
      if (wanted.stream().allMatch(Objects::nonNull)) {
        target
            .rowLookup()
            .find(
                table.name(), columns, List.of(values.key(table.name(), wanted)), table.sourceKey())
            .values()
            .forEach(owners -> owners.forEach(owner -> keys.add(key(table, owner))));
      }
    }
    return keys;
  }

  private Map<String, String> key(TargetTable table, TargetKey owner) {
    Map<String, String> key = new LinkedHashMap<>();
    for (TargetColumn column : table.sourceKeyColumns()) {
      Object value = values.portable(owner.parts().get(key.size()));
      key.put(column.source(), text.of(value, column.sourceType()));
    }
    return key;
  }
}
