package dev.crossover.targets.spanner.apply;

import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Struct;
import com.google.cloud.spanner.Value;
import dev.crossover.engine.changes.ChangePosition;
import dev.crossover.engine.changes.ChangeVersion;
import dev.crossover.engine.changes.CommitTime;
import dev.crossover.engine.changes.KnownCommits;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.ShadowRow;
import dev.crossover.engine.target.TargetKey;
import dev.crossover.targets.spanner.rows.KeyParts;
import dev.crossover.targets.spanner.schema.SpannerType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The table beside a target table that remembers, for every key that live apply has touched, which
 * change decided its row; a deleted row keeps its shadow row.
 *
 * <p>It is keyed by the source's key. Its other columns are {@code commit_major} and {@code
 * commit_minor} (what orders the change's transaction), {@code major} and {@code minor} (the
 * change's own position), {@code event_index}, {@code file}, {@code deleted} and {@code applied_at}
 * (a commit timestamp). Only where the stream does not tell the order of commits, {@code
 * commit_transaction} and {@code commit_millis} are of the deciding change, {@code
 * insert_transaction} and {@code insert_millis} of the last insert. Where the target's key is not
 * the source's, {@code row_<column>} holds the rest of the target's key, so that the row is found
 * when it moves.
 */
public final class ShadowTable {
  private static final List<String> OWN_COLUMNS =
      List.of(
          "commit_major",
          "commit_minor",
          "major",
          "minor",
          "event_index",
          "file",
          "deleted",
          "applied_at",
          "commit_transaction",
          "commit_millis",
          "insert_transaction",
          "insert_millis");

  /** Spanner's limit for a table name. */
  private static final int MAX_NAME = 128;

  private final TargetTable table;
  private final String name;
  private final List<String> keyColumns;
  private final List<String> movableColumns;

  private ShadowTable(TargetTable table, String name) {
    this.table = table;
    this.name = name;
    this.keyColumns = table.sourceKey().stream().map(ShadowTable::keyColumn).toList();
    this.movableColumns =
        table.primaryKey().stream().filter(column -> !table.sourceKey().contains(column)).toList();
  }

  /**
   * @param prefix {@code crossover_shadow_} unless the settings say otherwise
   */
  public static ShadowTable of(TargetTable table, String prefix) {
    String name = prefix + table.name();
    if (name.length() > MAX_NAME) {
      String digest = String.format("_%08x", table.name().hashCode());
      name = name.substring(0, MAX_NAME - digest.length()) + digest;
    }
    return new ShadowTable(table, name);
  }

  /** The statements that make the shadow tables of every table; they may be run again. */
  public static List<String> ddl(TargetSchema schema, String prefix) {
    return schema.tables().stream().map(table -> of(table, prefix).ddl()).toList();
  }

  private static String keyColumn(String column) {
    return OWN_COLUMNS.contains(column.toLowerCase(Locale.ROOT)) ? "key_" + column : column;
  }

  public String name() {
    return name;
  }

  /** The columns that hold the source's key, in the order of {@link TargetTable#sourceKey}. */
  public List<String> keyColumns() {
    return keyColumns;
  }

  String ddl() {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < keyColumns.size(); i++) {
      columns.add("`%s` %s NOT NULL".formatted(keyColumns.get(i), type(table.sourceKey().get(i))));
    }
    columns.add("`commit_major` INT64 NOT NULL");
    columns.add("`commit_minor` INT64 NOT NULL");
    columns.add("`major` INT64 NOT NULL");
    columns.add("`minor` INT64 NOT NULL");
    columns.add("`event_index` INT64 NOT NULL");
    columns.add("`file` STRING(MAX) NOT NULL");
    columns.add("`deleted` BOOL NOT NULL");
    columns.add("`applied_at` TIMESTAMP OPTIONS (allow_commit_timestamp = true)");
    List.of("commit_transaction", "commit_millis", "insert_transaction", "insert_millis")
        .forEach(column -> columns.add("`%s` INT64".formatted(column)));
    movableColumns.forEach(column -> columns.add("`row_%s` %s".formatted(column, type(column))));
    return "CREATE TABLE IF NOT EXISTS `%s` (\n  %s\n) PRIMARY KEY (%s)"
        .formatted(
            name,
            String.join(",\n  ", columns),
            keyColumns.stream()
                .map(column -> "`" + column + "`")
                .collect(Collectors.joining(", ")));
  }

  private String type(String column) {
    TargetColumn target = table.column(column);
    return SpannerType.of(target.type()).ddl();
  }

  Mutation write(ShadowRow shadow) {
    ChangeVersion version = shadow.version();
    Mutation.WriteBuilder row = Mutation.newInsertOrUpdateBuilder(name);
    List<Value> key = KeyParts.values(shadow.key());
    for (int i = 0; i < keyColumns.size(); i++) {
      row.set(keyColumns.get(i)).to(key.get(i));
    }
    row.set("commit_major").to(version.position().commit().major());
    row.set("commit_minor").to(version.position().commit().minor());
    row.set("major").to(version.position().change().major());
    row.set("minor").to(version.position().change().minor());
    row.set("event_index").to(version.index());
    row.set("file").to(version.file());
    row.set("deleted").to(version.deleted());
    row.set("applied_at").to(Value.COMMIT_TIMESTAMP);
    shadow.commits().ifPresent(commits -> write(row, commits));
    if (shadow.row().isPresent()) {
      List<Value> values = KeyParts.values(shadow.row().orElseThrow());
      for (String column : movableColumns) {
        row.set("row_" + column).to(values.get(table.primaryKey().indexOf(column)));
      }
    }
    return row.build();
  }

  private static void write(Mutation.WriteBuilder row, KnownCommits commits) {
    row.set("commit_transaction").to(commits.decided().transaction());
    row.set("commit_millis").to(commits.decided().millis());
    row.set("insert_transaction")
        .to(commits.lastInsert().map(CommitTime::transaction).orElse(null));
    row.set("insert_millis").to(commits.lastInsert().map(CommitTime::millis).orElse(null));
  }

  private static Optional<KnownCommits> commits(Struct row) {
    return time(row, "commit").map(decided -> new KnownCommits(decided, time(row, "insert")));
  }

  private static Optional<CommitTime> time(Struct row, String of) {
    return row.isNull(of + "_millis")
        ? Optional.empty()
        : Optional.of(
            new CommitTime(row.getLong(of + "_transaction"), row.getLong(of + "_millis")));
  }

  /** What is remembered of these keys; a key that was never touched is not in the result. */
  Map<TargetKey, ShadowRow> read(ReadContext context, Collection<TargetKey> keys) {
    KeySet.Builder keySet = KeySet.newBuilder();
    keys.forEach(key -> keySet.addKey(KeyParts.key(key)));
    List<String> columns = new ArrayList<>(keyColumns);
    OWN_COLUMNS.stream().filter(column -> !column.equals("applied_at")).forEach(columns::add);
    movableColumns.forEach(column -> columns.add("row_" + column));
    Map<TargetKey, ShadowRow> rows = new HashMap<>();
    try (ResultSet result = context.read(name, keySet.build(), columns)) {
      while (result.next()) {
        ShadowRow row = shadowRow(result.getCurrentRowAsStruct());
        rows.put(row.key(), row);
      }
    }
    return rows;
  }

  private ShadowRow shadowRow(Struct row) {
    ChangeVersion version =
        new ChangeVersion(
            new ChangePosition(
                new Position(row.getLong("commit_major"), row.getLong("commit_minor")),
                new Position(row.getLong("major"), row.getLong("minor"))),
            row.getBoolean("deleted"),
            row.getLong("event_index"),
            row.getString("file"));
    TargetKey sourceKey =
        KeyParts.key(table.name(), keyColumns.stream().map(row::getValue).toList());
    return new ShadowRow(
        table,
        sourceKey,
        version,
        version.deleted() ? Optional.empty() : Optional.of(targetKey(row)),
        commits(row));
  }

  private TargetKey targetKey(Struct row) {
    Set<String> movable = Set.copyOf(movableColumns);
    return KeyParts.key(
        table.name(),
        table.primaryKey().stream()
            .map(
                column ->
                    row.getValue(movable.contains(column) ? "row_" + column : keyColumn(column)))
            .toList());
  }
}
