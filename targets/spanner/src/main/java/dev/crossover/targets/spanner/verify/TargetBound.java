package dev.crossover.targets.spanner.verify;

import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.Type;
import com.google.cloud.spanner.Value;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.targets.spanner.schema.GoogleSql;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Conditions on a key in GoogleSQL, which compares neither rows nor NaN: NULL stands before NaN,
 * and NaN before every other value.
 */
final class TargetBound {
  /**
   * The table's own name in a query, which no column has: in ORDER BY a column of that name would
   * stand before it.
   */
  static final String ROW = "_row";

  private final List<String> names;

  TargetBound(List<TargetColumn> keyColumns) {
    this.names = keyColumns.stream().map(column -> ofRow(column.name())).toList();
  }

  static String ofRow(String column) {
    return ROW + "." + GoogleSql.quoted(column);
  }

  String orderBy() {
    return String.join(", ", names);
  }

  /**
   * @param prefix starts the names of the parameters that {@link #bind} sets
   */
  String atLeast(String prefix, List<Value> key) {
    return "NOT " + below(prefix, key);
  }

  String below(String prefix, List<Value> key) {
    List<String> cases = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      List<String> terms = new ArrayList<>();
      for (int before = 0; before < i; before++) {
        terms.add(equal(prefix, key, before));
      }
      terms.add(below(prefix, key, i));
      cases.add("(" + String.join(" AND ", terms) + ")");
    }
    return "(" + String.join(" OR ", cases) + ")";
  }

  /** The condition that the whole key is this. */
  String equal(String prefix, List<Value> key) {
    return IntStream.range(0, key.size())
        .mapToObj(i -> equal(prefix, key, i))
        .collect(Collectors.joining(" AND ", "(", ")"));
  }

  // IFNULL makes every term true or false, so that NOT is the exact complement.
  private String equal(String prefix, List<Value> key, int i) {
    String name = names.get(i);
    return SpannerKeys.isNaN(key.get(i))
        ? "IFNULL(IS_NAN(" + name + "), FALSE)"
        : "IFNULL(" + name + " = @" + prefix + i + ", FALSE)";
  }

  private String below(String prefix, List<Value> key, int i) {
    String name = names.get(i);
    if (SpannerKeys.isNaN(key.get(i))) {
      return "(" + name + " IS NULL)";
    }
    String orNaN = isFloat(key.get(i)) ? " OR IS_NAN(" + name + ")" : "";
    return "IFNULL(" + name + " < @" + prefix + i + orNaN + ", TRUE)";
  }

  /** Sets the parameters of a condition that was made with the same prefix and key. */
  void bind(Statement.Builder statement, String prefix, List<Value> key) {
    for (int i = 0; i < key.size(); i++) {
      if (!SpannerKeys.isNaN(key.get(i))) {
        statement.bind(prefix + i).to(key.get(i));
      }
    }
  }

  private static boolean isFloat(Value value) {
    Type.Code code = value.getType().getCode();
    return code == Type.Code.FLOAT64 || code == Type.Code.FLOAT32;
  }
}
