package dev.crossover.engine.schema;

import dev.crossover.contract.ResourceNames;
import dev.crossover.engine.types.SourceType;
import java.util.List;
import java.util.Optional;

/**
 * Crossover's own table in the source. A row written there travels the change stream like every
 * other change, so its arrival shows that all before it has arrived.
 */
public final class Sentinel {
  /** Its name in every source. */
  public static final TableName TABLE =
      new TableName(ResourceNames.SENTINEL_SCHEMA, ResourceNames.SENTINEL_TABLE);

  /** The key, an integer. */
  public static final String ID = "id";

  /** The text that a row is recognised by. */
  public static final String TOKEN = "token";

  /** The point in time at which the row was written, by the source's clock. */
  public static final String WRITTEN_AT = "written_at";

  private Sentinel() {}

  /** The table with the types that a source has for its columns. */
  public static SourceTable table(SourceType id, SourceType token, SourceType writtenAt) {
    return new SourceTable(
        TABLE,
        List.of(
            column(ID, id, false), column(TOKEN, token, true), column(WRITTEN_AT, writtenAt, true)),
        Optional.of(new SourceTable.SourceKey("sentinel_pkey", List.of(ID), false, false)),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        SourceTable.Movement.PLAIN,
        Optional.empty());
  }

  private static SourceColumn column(String name, SourceType type, boolean nullable) {
    return new SourceColumn(
        name,
        type,
        nullable,
        SourceColumn.Fill.NONE,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
