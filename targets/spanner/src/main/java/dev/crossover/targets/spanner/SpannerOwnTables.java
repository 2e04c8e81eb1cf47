package dev.crossover.targets.spanner;

import dev.crossover.engine.schema.SchemaProgress;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.target.OwnTables;
import dev.crossover.targets.spanner.journal.SpannerJournal;
import dev.crossover.targets.spanner.schema.SentinelTable;
import java.util.ArrayList;
import java.util.List;

/** Ledgers, shadow tables and the sentinel table of a Spanner database. */
public final class SpannerOwnTables implements OwnTables {
  private final SpannerAdmin admin;
  private final String shadowPrefix;

  /**
   * @param shadowPrefix begins the name of every shadow table
   */
  public SpannerOwnTables(SpannerAdmin admin, String shadowPrefix) {
    this.admin = admin;
    this.shadowPrefix = shadowPrefix;
  }

  @Override
  public void make(TargetSchema schema, SchemaProgress progress) {
    admin.makeTables(statements(schema), progress);
  }

  @Override
  public boolean exist(TargetSchema schema) {
    return admin.tableNames().containsAll(names(schema));
  }

  @Override
  public void drop(TargetSchema schema) {
    if (admin.hasTable(SpannerJournal.TABLE)) {
      admin.dropTables(names(schema));
    }
  }

  /** The sentinel table is left out: it is one of the schema's tables. */
  private List<String> statements(TargetSchema schema) {
    return SpannerTarget.ownTables(schema, shadowPrefix);
  }

  private List<String> names(TargetSchema schema) {
    List<String> names = new ArrayList<>();
    statements(schema).forEach(statement -> names.add(SpannerAdmin.madeBy(statement)));
    names.add(SentinelTable.NAME);
    return names;
  }
}
