package dev.crossover.targets.spanner.verify;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.DatabaseClient;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.ComparedTarget;
import dev.crossover.engine.verify.sides.RowCounts;
import dev.crossover.engine.verify.sides.TargetRowReader;
import dev.crossover.targets.spanner.schema.SpannerType;
import java.time.Instant;

/** Spanner as verification reads it: every read is strong. */
public final class SpannerComparedTarget implements ComparedTarget {
  private final DatabaseClient client;
  private final String shadowTablePrefix;

  /**
   * @param client stays open as long as this is used; the caller closes it
   * @param shadowTablePrefix what stands before a table's name in its shadow table's name
   */
  public SpannerComparedTarget(DatabaseClient client, String shadowTablePrefix) {
    this.client = client;
    this.shadowTablePrefix = shadowTablePrefix;
  }

  @Override
  public Instant time() {
    Timestamp now = SpannerRowCounts.now(client);
    return Instant.ofEpochSecond(now.getSeconds(), now.getNanos());
  }

  @Override
  public TargetRowReader open(ComparedTable table) {
    return new SpannerRowReader(
        new SpannerRows(client::singleUse, table),
        new ShadowRows(client, table, shadowTablePrefix));
  }

  @Override
  public RowCounts counts() {
    return new SpannerRowCounts(client, SpannerRowCounts.now(client));
  }

  @Override
  public String typeName(TargetColumn column) {
    return SpannerType.of(column.type()).ddl();
  }
}
