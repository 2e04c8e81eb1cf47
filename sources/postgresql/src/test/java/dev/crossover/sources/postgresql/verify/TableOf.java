package dev.crossover.sources.postgresql.verify;

import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.types.TestTypes;
import dev.crossover.targets.spanner.schema.SpannerType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Writes target tables and columns in one line each. */
final class TableOf {
  private TableOf() {}

  /**
   * @param columns {@code name source-type TARGET_TYPE}; {@code []} after a type makes it an array
   */
  static TargetTable columns(String name, List<String> key, String... columns) {
    return interleaved(name, key, key, columns);
  }

  static TargetTable interleaved(
      String name, List<String> primaryKey, List<String> sourceKey, String... columns) {
    return new TargetTable(
        new TableName("public", name),
        name,
        Arrays.stream(columns).map(TableOf::column).toList(),
        primaryKey,
        sourceKey,
        List.of(),
        Optional.empty(),
        0,
        columns.length);
  }

  static TargetColumn column(String text) {
    String[] parts = text.split(" ", -1);
    return new TargetColumn(
        parts[0],
        TestTypes.named(parts[1]),
        parts[0],
        new SpannerType(
                SpannerType.Code.valueOf(parts[2].replace("[]", "")), 0, parts[2].endsWith("[]"))
            .portable(),
        true,
        false);
  }
}
