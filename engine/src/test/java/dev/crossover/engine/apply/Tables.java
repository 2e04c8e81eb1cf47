package dev.crossover.engine.apply;

import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetForeignKey;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.TestTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Target tables made by hand, for tests of live apply. */
public final class Tables {
  public static final PortableType INTEGER = PortableType.of(PortableType.Kind.INTEGER);
  public static final PortableType TEXT = PortableType.text(0);

  private Tables() {}

  /** A table whose only foreign key, if any, refers to the first key column of {@code parent}. */
  public static TargetTable table(
      String source, String name, int level, String key, TargetColumn... columns) {
    return new TargetTable(
        TableName.parse(source),
        name,
        List.of(columns),
        List.of(key),
        List.of(key),
        List.of(),
        Optional.empty(),
        level,
        columns.length);
  }

  public static TargetTable referring(
      TargetTable child, String column, String parent, String parentKey) {
    return new TargetTable(
        child.source(),
        child.name(),
        child.columns(),
        child.primaryKey(),
        child.sourceKey(),
        List.of(
            new TargetForeignKey(
                "fk_" + child.name(), List.of(column), parent, List.of(parentKey), false)),
        child.interleavedIn(),
        child.level(),
        child.cellsPerRow());
  }

  public static TargetTable interleaved(TargetTable child, String parent, String... primaryKey) {
    return new TargetTable(
        child.source(),
        child.name(),
        child.columns(),
        Arrays.asList(primaryKey),
        child.sourceKey(),
        child.foreignKeys(),
        Optional.of(parent),
        child.level(),
        child.cellsPerRow());
  }

  public static TargetColumn column(String name, String sourceType, PortableType type) {
    return new TargetColumn(name, TestTypes.named(sourceType), name, type, true, false);
  }
}
