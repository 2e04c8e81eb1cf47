package dev.crossover.engine.schema;

import java.util.List;
import java.util.Optional;

/**
 * Crossover's own table in the source. A row written there travels the change stream like every
 * other change, so its arrival shows that all before it has arrived.
 */
public final class Sentinel {
  /** {@code crossover.sentinel(id bigint primary key, token text, written_at timestamptz)}. */
  public static final TableName TABLE = new TableName("crossover", "sentinel");

  private static final String TARGET_TABLE = "crossover_sentinel";

  private Sentinel() {}

  /** The sentinel table as a table of the target; it belongs to every target schema. */
  public static TargetTable targetTable() {
    return new TargetTable(
        TABLE,
        TARGET_TABLE,
        List.of(
            column("id", "int8", "bigint", TargetType.Code.INT64, false),
            column("token", "text", "text", TargetType.Code.STRING, true),
            column(
                "written_at",
                "timestamptz",
                "timestamp with time zone",
                TargetType.Code.TIMESTAMP,
                true)),
        List.of("id"),
        List.of("id"),
        List.of(),
        Optional.empty(),
        0,
        3);
  }

  private static TargetColumn column(
      String name, String type, String declared, TargetType.Code code, boolean nullable) {
    return new TargetColumn(
        name,
        new SourceType(SourceType.Kind.BUILT_IN, type, declared, -1, -1, -1, false),
        name,
        TargetType.of(code),
        nullable,
        false);
  }
}
