package dev.crossover.engine.verify.sides;

import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.SourceType;
import dev.crossover.engine.types.TestTypes;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.KeyPart;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Tables of two columns for tests of verification: an integer key and something else. */
public final class ComparedTables {
  private ComparedTables() {}

  /**
   * A table with the columns {@code id}, its key, and {@code name}, a text.
   *
   * @param id the source's type of the key
   * @param name the source's type of the text
   */
  public static TargetTable named(String table, SourceType id, SourceType name) {
    return table(
        table,
        List.of("id"),
        column("id", id, PortableType.Kind.INTEGER),
        column("name", name, PortableType.Kind.TEXT));
  }

  /** {@link #named(String, SourceType, SourceType)} with types that no database has. */
  public static TargetTable named(String table) {
    return named(table, type("integer"), type("text"));
  }

  /**
   * A table with the columns {@code id}, the source's key, and {@code t}, an integer and its
   * parent, whose key on the target is both: {@code t}, then {@code id}. Queries like to call a row
   * {@code t}, and must not take the column for it.
   */
  public static TargetTable child(String table) {
    return table(
        table,
        List.of("t", "id"),
        column("id", type("integer"), PortableType.Kind.INTEGER),
        column("t", type("integer"), PortableType.Kind.INTEGER));
  }

  private static TargetTable table(String name, List<String> primaryKey, TargetColumn... columns) {
    return new TargetTable(
        new TableName("public", name),
        name,
        List.of(columns),
        primaryKey,
        List.of("id"),
        List.of(),
        Optional.empty(),
        0,
        columns.length);
  }

  private static TargetColumn column(String name, SourceType source, PortableType.Kind kind) {
    return new TargetColumn(name, source, name, PortableType.of(kind), true, false);
  }

  private static SourceType type(String name) {
    return TestTypes.named(name);
  }

  /** The key of the row with this {@code id}. */
  public static ComparedKey key(long id) {
    return new ComparedKey(List.of(KeyPart.of(BigDecimal.valueOf(id))));
  }
}
