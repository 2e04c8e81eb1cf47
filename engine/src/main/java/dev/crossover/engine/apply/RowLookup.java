package dev.crossover.engine.apply;

import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.Struct;
import com.google.cloud.spanner.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds many rows of a table by the values of some columns, in one query. */
final class RowLookup {
  private RowLookup() {}

  /**
   * @param columns the columns whose values are looked for, in the order of the keys' parts
   * @param select the columns that are read of each row found
   * @param found takes the key looked for and the values of {@code select}
   */
  static void find(
      ReadContext context,
      String table,
      List<String> columns,
      Collection<RowKey> keys,
      List<String> select,
      BiConsumer<RowKey, List<Value>> found) {
    if (keys.isEmpty()) {
      return;
    }
    List<RowKey> wanted = List.copyOf(keys);
    List<Struct> structs = new ArrayList<>(wanted.size());
    for (int number = 0; number < wanted.size(); number++) {
      structs.add(struct(number, wanted.get(number)));
    }
    // The keys stand first: the emulator joins this way in linear time, and IN UNNEST in quadratic.
    String sql =
        "SELECT k.number, %s FROM UNNEST(@keys) AS k JOIN `%s` AS t ON %s"
            .formatted(
                select.stream()
                    .map(column -> "t.`" + column + "`")
                    .collect(Collectors.joining(", ")),
                table,
                IntStream.range(0, columns.size())
                    .mapToObj(i -> "t.`" + columns.get(i) + "` = k.c" + i)
                    .collect(Collectors.joining(" AND ")));
    Statement statement =
        Statement.newBuilder(sql)
            .bind("keys")
            .toStructArray(structs.get(0).getType(), structs)
            .build();
    try (ResultSet rows = context.executeQuery(statement)) {
      while (rows.next()) {
        List<Value> values =
            IntStream.rangeClosed(1, select.size()).mapToObj(rows::getValue).toList();
        found.accept(wanted.get((int) rows.getLong(0)), values);
      }
    }
  }

  private static Struct struct(long number, RowKey key) {
    Struct.Builder struct = Struct.newBuilder().set("number").to(number);
    List<Value> values = key.toValues();
    for (int i = 0; i < values.size(); i++) {
      struct.set("c" + i).to(values.get(i));
    }
    return struct.build();
  }
}
