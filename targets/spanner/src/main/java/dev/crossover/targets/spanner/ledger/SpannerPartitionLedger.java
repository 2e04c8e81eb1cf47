package dev.crossover.targets.spanner.ledger;

import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.Struct;
import com.google.cloud.spanner.Value;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.ledger.PartitionLedger;
import dev.crossover.engine.ledger.PartitionRecord;
import dev.crossover.engine.ledger.PartitionRecord.Loaded;
import dev.crossover.engine.ledger.TableProgress;
import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.rows.Partition.KeyBound;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.client.SpannerErrors;
import dev.crossover.targets.spanner.journal.MigrationTransactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The ledger of the bulk load as two tables of Spanner. */
public final class SpannerPartitionLedger implements PartitionLedger {
  private static final String TABLES = "crossover_bulk_tables";
  private static final String PARTITIONS = "crossover_partitions";

  /** 80,000 cells are the most in one commit; a partition has some ten. */
  private static final int PARTITIONS_PER_COMMIT = 2_000;

  private static final String SELECT_PARTITIONS =
      "SELECT number, from_key, to_key, source_position,"
          + " finished_at, row_count, byte_count, dead_letters, gone FROM "
          + PARTITIONS;

  private final SpannerDatabase target;
  private final Supplier<MigrationTransactions> writes;

  /**
   * @param writes of the bulk load; not asked for by who only reads
   */
  public SpannerPartitionLedger(SpannerDatabase target, Supplier<MigrationTransactions> writes) {
    this.target = target;
    this.writes = writes;
  }

  /** The ledger's tables. */
  public static List<String> ddl() {
    return List.of(
        "CREATE TABLE IF NOT EXISTS "
            + TABLES
            + " (source_table STRING(300) NOT NULL, partitions INT64 NOT NULL,"
            + " estimated_rows INT64 NOT NULL, planned_at TIMESTAMP NOT NULL"
            + " OPTIONS (allow_commit_timestamp = true)) PRIMARY KEY (source_table)",
        "CREATE TABLE IF NOT EXISTS "
            + PARTITIONS
            + " (source_table STRING(300) NOT NULL, number INT64 NOT NULL,"
            + " from_key ARRAY<STRING(MAX)>, to_key ARRAY<STRING(MAX)>,"
            + " source_position STRING(MAX),"
            + " started_at TIMESTAMP OPTIONS (allow_commit_timestamp = true),"
            + " finished_at TIMESTAMP OPTIONS (allow_commit_timestamp = true),"
            + " row_count INT64, byte_count INT64, dead_letters INT64, gone INT64)"
            + " PRIMARY KEY (source_table, number)");
  }

  @Override
  public List<PartitionRecord> partitions(TableName table) {
    // The row of the table is written last, so partitions without it are half a plan.
    Statement query =
        Statement.newBuilder(
                SELECT_PARTITIONS
                    + " WHERE source_table = @table AND EXISTS (SELECT 1 FROM "
                    + TABLES
                    + " WHERE source_table = @table) ORDER BY number")
            .bind("table")
            .to(table.toString())
            .build();
    return query(query, row -> record(table, row));
  }

  @Override
  public Optional<PartitionRecord> partition(TableName table, int number) {
    Statement query =
        Statement.newBuilder(
                SELECT_PARTITIONS + " WHERE source_table = @table AND number = @number")
            .bind("table")
            .to(table.toString())
            .bind("number")
            .to(number)
            .build();
    return query(query, row -> record(table, row)).stream().findFirst();
  }

  private static PartitionRecord record(TableName table, Struct row) {
    Partition partition =
        new Partition(
            table, (int) row.getLong("number"), bound(row, "from_key"), bound(row, "to_key"));
    Optional<Loaded> loaded =
        row.isNull("finished_at")
            ? Optional.empty()
            : Optional.of(
                new Loaded(
                    row.getLong("row_count"),
                    row.getLong("byte_count"),
                    row.getLong("dead_letters"),
                    row.getLong("gone")));
    return new PartitionRecord(partition, position(row), loaded);
  }

  private static Optional<KeyBound> bound(Struct row, String column) {
    return row.isNull(column)
        ? Optional.empty()
        : Optional.of(new KeyBound(row.getStringList(column)));
  }

  private static Optional<LogPosition> position(Struct row) {
    return row.isNull("source_position")
        ? Optional.empty()
        : Optional.of(LogPosition.parse(row.getString("source_position")));
  }

  @Override
  public void plan(TableName table, long estimatedRows, List<Partition> partitions) {
    String name = table.toString();
    List<Mutation> mutations = new ArrayList<>();
    mutations.add(Mutation.delete(PARTITIONS, KeySet.prefixRange(Key.of(name))));
    for (Partition partition : partitions) {
      mutations.add(
          Mutation.newInsertOrUpdateBuilder(PARTITIONS)
              .set("source_table")
              .to(name)
              .set("number")
              .to(partition.number())
              .set("from_key")
              .toStringArray(partition.from().map(KeyBound::values).orElse(null))
              .set("to_key")
              .toStringArray(partition.to().map(KeyBound::values).orElse(null))
              .build());
      if (mutations.size() == PARTITIONS_PER_COMMIT) {
        write(mutations);
        mutations.clear();
      }
    }
    mutations.add(
        Mutation.newInsertOrUpdateBuilder(TABLES)
            .set("source_table")
            .to(name)
            .set("partitions")
            .to(partitions.size())
            .set("estimated_rows")
            .to(estimatedRows)
            .set("planned_at")
            .to(Value.COMMIT_TIMESTAMP)
            .build());
    write(mutations);
  }

  @Override
  public void start(PartitionRecord record, LogPosition position) {
    LogPosition first = record.position().orElse(position);
    write(
        List.of(
            update(record.partition())
                .set("source_position")
                .to(first.toString())
                .set("started_at")
                .to(Value.COMMIT_TIMESTAMP)
                .build()));
  }

  @Override
  public void finish(Partition partition, Loaded loaded) {
    write(
        List.of(
            update(partition)
                .set("finished_at")
                .to(Value.COMMIT_TIMESTAMP)
                .set("row_count")
                .to(loaded.rows())
                .set("byte_count")
                .to(loaded.bytes())
                .set("dead_letters")
                .to(loaded.deadLetters())
                .set("gone")
                .to(loaded.gone())
                .build()));
  }

  private static Mutation.WriteBuilder update(Partition partition) {
    return Mutation.newUpdateBuilder(PARTITIONS)
        .set("source_table")
        .to(partition.table().toString())
        .set("number")
        .to(partition.number());
  }

  @Override
  public List<TableProgress> progress(TargetSchema schema) {
    Map<TableName, TableProgress> found =
        query(
                Statement.of(
                    "SELECT t.source_table, t.estimated_rows, t.partitions,"
                        + " COUNTIF(p.finished_at IS NOT NULL) AS done,"
                        + " IFNULL(SUM(p.row_count), 0) AS row_count,"
                        + " IFNULL(SUM(p.byte_count), 0) AS byte_count,"
                        + " IFNULL(SUM(p.dead_letters), 0) AS dead_letters,"
                        + " IFNULL(SUM(p.gone), 0) AS gone FROM "
                        + TABLES
                        + " t LEFT JOIN "
                        + PARTITIONS
                        + " p ON p.source_table = t.source_table"
                        + " GROUP BY t.source_table, t.estimated_rows, t.partitions"),
                SpannerPartitionLedger::tableProgress)
            .stream()
            .collect(Collectors.toMap(TableProgress::table, Function.identity()));
    return schema.movedTables().stream()
        .map(
            table ->
                found.getOrDefault(
                    table.source(), new TableProgress(table.source(), 0, 0, 0, 0, 0, 0, 0)))
        .toList();
  }

  private static TableProgress tableProgress(Struct row) {
    return new TableProgress(
        TableName.parse(row.getString("source_table")),
        row.getLong("estimated_rows"),
        row.getLong("partitions"),
        row.getLong("done"),
        row.getLong("row_count"),
        row.getLong("byte_count"),
        row.getLong("dead_letters"),
        row.getLong("gone"));
  }

  @Override
  public Optional<LogPosition> firstPosition() {
    // What is lower than another, SQL does not know; there are few of them.
    return LogPosition.lowest(
        query(
            Statement.of(
                "SELECT DISTINCT source_position FROM "
                    + PARTITIONS
                    + " WHERE source_position IS NOT NULL"),
            row -> position(row).orElseThrow()));
  }

  private void write(List<Mutation> mutations) {
    try {
      writes.get().write(mutations);
    } catch (SpannerException e) {
      throw failed("write", e);
    }
  }

  private static TargetException failed(String verb, SpannerException e) {
    return SpannerErrors.cannot(verb + " the ledger of partitions", e);
  }

  private <T> List<T> query(Statement statement, Function<Struct, T> reader) {
    try (ResultSet rows = target.client().singleUse().executeQuery(statement)) {
      List<T> results = new ArrayList<>();
      while (rows.next()) {
        results.add(reader.apply(rows.getCurrentRowAsStruct()));
      }
      return results;
    } catch (SpannerException e) {
      throw failed("read", e);
    }
  }
}
