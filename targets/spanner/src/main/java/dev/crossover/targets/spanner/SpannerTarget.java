package dev.crossover.targets.spanner;

import dev.crossover.engine.ledger.FileLedger;
import dev.crossover.engine.ledger.PartitionLedger;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.target.ApplyTransactions;
import dev.crossover.engine.target.ArrivedSentinels;
import dev.crossover.engine.target.MigrationWriter;
import dev.crossover.engine.target.RowCount;
import dev.crossover.engine.target.RowLookup;
import dev.crossover.engine.target.RowWriter;
import dev.crossover.engine.target.Target;
import dev.crossover.engine.target.TargetAdministration;
import dev.crossover.engine.target.TargetSequences;
import dev.crossover.engine.target.TargetValues;
import dev.crossover.engine.target.UniqueColumns;
import dev.crossover.engine.verify.sides.ComparedTarget;
import dev.crossover.targets.spanner.apply.ShadowTable;
import dev.crossover.targets.spanner.apply.SpannerApplyTransactions;
import dev.crossover.targets.spanner.client.Retries;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.journal.MigrationTransactions;
import dev.crossover.targets.spanner.ledger.SpannerFileLedger;
import dev.crossover.targets.spanner.ledger.SpannerPartitionLedger;
import dev.crossover.targets.spanner.rows.SpannerRowLookup;
import dev.crossover.targets.spanner.rows.SpannerRowWriter;
import dev.crossover.targets.spanner.rows.SpannerUniqueIndexes;
import dev.crossover.targets.spanner.rows.SpannerValues;
import dev.crossover.targets.spanner.verify.SpannerComparedTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A Spanner database that is filled. */
public final class SpannerTarget implements Target {
  private final SpannerDatabase database;
  private final boolean emulator;
  private final String shadowTablePrefix;
  private MigrationTransactions bulkLoad;
  private MigrationTransactions liveApply;

  /**
   * The database becomes this object's, which closes it.
   *
   * @param emulator whether the database is on an emulator
   * @param shadowTablePrefix begins the names of shadow tables
   */
  public SpannerTarget(SpannerDatabase database, boolean emulator, String shadowTablePrefix) {
    this.database = database;
    this.emulator = emulator;
    this.shadowTablePrefix = shadowTablePrefix;
  }

  @Override
  public String address() {
    return database.id().getName();
  }

  @Override
  public TargetValues values(SourceText text) {
    return new SpannerValues(text);
  }

  private synchronized MigrationTransactions bulkLoad() {
    if (bulkLoad == null) {
      bulkLoad = transactions(MigrationWriter.BULK_LOAD);
    }
    return bulkLoad;
  }

  private synchronized MigrationTransactions liveApply() {
    if (liveApply == null) {
      liveApply = transactions(MigrationWriter.LIVE_APPLY);
    }
    return liveApply;
  }

  private MigrationTransactions transactions(MigrationWriter writer) {
    return MigrationTransactions.open(
        database.client(), writer, OptionalLong.empty(), Retries.standard());
  }

  @Override
  public RowWriter rowWriter() {
    return new SpannerRowWriter(bulkLoad());
  }

  @Override
  public ApplyTransactions applyTransactions() {
    return new SpannerApplyTransactions(liveApply(), shadowTablePrefix);
  }

  @Override
  public ApplyTransactions repairTransactions(long epoch) {
    return new SpannerApplyTransactions(
        MigrationTransactions.open(
            database.client(),
            MigrationWriter.ROW_REPAIR,
            OptionalLong.of(epoch),
            Retries.standard()),
        shadowTablePrefix);
  }

  @Override
  public RowLookup rowLookup() {
    return new SpannerRowLookup(database.client());
  }

  @Override
  public UniqueColumns uniqueColumns() {
    return new SpannerUniqueIndexes(database.client());
  }

  @Override
  public FileLedger fileLedger() {
    return new SpannerFileLedger(database.client(), this::liveApply);
  }

  @Override
  public PartitionLedger partitionLedger() {
    return new SpannerPartitionLedger(database, this::bulkLoad);
  }

  /** The statements that make Crossover's own tables, the journal's left out. */
  public static List<String> ownTables(TargetSchema schema, String shadowTablePrefix) {
    List<String> statements = new ArrayList<>(SpannerPartitionLedger.ddl());
    statements.addAll(SpannerFileLedger.DDL);
    statements.addAll(ShadowTable.ddl(schema, shadowTablePrefix));
    return statements;
  }

  @Override
  public ComparedTarget compared() {
    return new SpannerComparedTarget(database.client(), shadowTablePrefix);
  }

  @Override
  public ArrivedSentinels sentinels() {
    return new SpannerSentinels(database.client());
  }

  @Override
  public RowCount rowCount() {
    return new SpannerRowCount(database.client());
  }

  @Override
  public TargetSequences sequences() {
    return new SpannerSequences(database);
  }

  @Override
  public TargetAdministration administration() {
    return new SpannerAdministration(database, emulator, shadowTablePrefix);
  }

  @Override
  public void close() {
    database.close();
  }
}
