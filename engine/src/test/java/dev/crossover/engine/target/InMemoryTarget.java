package dev.crossover.engine.target;

import dev.crossover.engine.ledger.FileLedger;
import dev.crossover.engine.ledger.InMemoryFileLedger;
import dev.crossover.engine.ledger.InMemoryPartitionLedger;
import dev.crossover.engine.ledger.PartitionLedger;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.schema.SequencePlan;
import dev.crossover.engine.schema.TargetForeignKey;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.ApplyTransaction.Writes;
import dev.crossover.engine.target.RowsRefusedException.Reason;
import dev.crossover.engine.verify.sides.ComparedTarget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A target whose tables are maps. It refuses children without parents, values that must be unique
 * and are not, and rows that a check forbids, as a real one does. One commit at a time.
 */
public final class InMemoryTarget implements Target {
  private final Map<String, TargetTable> tables = new LinkedHashMap<>();
  private final Map<String, List<List<String>>> unique = new HashMap<>();
  private final List<Check> checks = new ArrayList<>();
  private final InMemoryFileLedger fileLedger =
      new InMemoryFileLedger(() -> require(MigrationWriter.LIVE_APPLY));
  private final InMemoryPartitionLedger partitionLedger =
      new InMemoryPartitionLedger(() -> require(MigrationWriter.BULK_LOAD));
  private final Map<MigrationWriter, MigrationWrites> writes = new HashMap<>();
  private final InMemoryValues keys = new InMemoryValues((value, type) -> value.toString());
  private Map<String, Map<TargetKey, Map<String, Object>>> rows = new HashMap<>();
  private Map<TargetKey, ShadowRow> shadowRows = new HashMap<>();
  private final InMemoryAdministration administration = new InMemoryAdministration();
  private final Sequences sequences = new Sequences();
  private int commits;

  /** A condition on every row of a table. */
  private record Check(String name, String table, Predicate<Map<String, Object>> condition) {}

  public InMemoryTarget(TargetSchema schema) {
    schema.tables().forEach(table -> tables.put(table.name(), table));
  }

  /** These columns are unique together; rows with a NULL in one of them do not count. */
  public InMemoryTarget unique(String table, String... columns) {
    unique.computeIfAbsent(table, none -> new ArrayList<>()).add(List.of(columns));
    return this;
  }

  /** No row may be written that does not meet the condition. */
  public InMemoryTarget check(String name, String table, Predicate<Map<String, Object>> condition) {
    checks.add(new Check(name, table, condition));
    return this;
  }

  /** How many commits have succeeded. */
  public synchronized int commits() {
    return commits;
  }

  /** The rows of a table, in no order, by target column. */
  public synchronized List<Map<String, Object>> rows(String table) {
    return List.copyOf(rows.getOrDefault(table, Map.of()).values());
  }

  @Override
  public String address() {
    return "memory";
  }

  @Override
  public TargetValues values(SourceText text) {
    return new InMemoryValues(text);
  }

  private synchronized MigrationWrites open(MigrationWriter writer) {
    return writes.computeIfAbsent(
        writer, opened -> new MigrationWrites(opened, administration.now().migrationId()));
  }

  private void require(MigrationWriter writer) {
    open(writer).require(administration.now());
  }

  @Override
  public RowWriter rowWriter() {
    open(MigrationWriter.BULK_LOAD);
    return written -> {
      require(MigrationWriter.BULK_LOAD);
      commit(new Writes(List.of(), written, List.of()));
    };
  }

  @Override
  public ApplyTransactions applyTransactions() {
    return transactions(open(MigrationWriter.LIVE_APPLY));
  }

  @Override
  public ApplyTransactions repairTransactions(long epoch) {
    return transactions(
        new MigrationWrites(
            MigrationWriter.ROW_REPAIR,
            administration.now().migrationId(),
            OptionalLong.of(epoch)));
  }

  private ApplyTransactions transactions(MigrationWrites allowed) {
    return new ApplyTransactions() {
      @Override
      public <T> T run(Function<ApplyTransaction, T> work) {
        synchronized (InMemoryTarget.this) {
          allowed.require(administration.now());
          Transaction transaction = new Transaction();
          T result = work.apply(transaction);
          transaction.writes.ifPresent(InMemoryTarget.this::commit);
          return result;
        }
      }
    };
  }

  /** Reads what is committed, and keeps what is to be written. */
  private final class Transaction implements ApplyTransaction {
    private Optional<Writes> writes = Optional.empty();

    @Override
    public Map<TargetKey, List<TargetKey>> find(
        String table, List<String> columns, Collection<TargetKey> wanted, List<String> select) {
      return InMemoryTarget.this.find(table, columns, wanted, select);
    }

    @Override
    public Map<TargetKey, ShadowRow> shadowRows(TargetTable table, Collection<TargetKey> wanted) {
      Map<TargetKey, ShadowRow> found = new HashMap<>(shadowRows);
      found.keySet().retainAll(Set.copyOf(wanted));
      return found;
    }

    @Override
    public void write(Writes all) {
      writes = Optional.of(all);
    }
  }

  @Override
  public RowLookup rowLookup() {
    return this::find;
  }

  private synchronized Map<TargetKey, List<TargetKey>> find(
      String table, List<String> columns, Collection<TargetKey> wanted, List<String> select) {
    Set<TargetKey> sought = Set.copyOf(wanted);
    Map<TargetKey, List<TargetKey>> found = new HashMap<>();
    for (Map<String, Object> row : rows.getOrDefault(table, Map.of()).values()) {
      key(table, columns, row)
          .filter(sought::contains)
          .ifPresent(
              key ->
                  found
                      .computeIfAbsent(key, none -> new ArrayList<>())
                      .add(key(table, select, row).orElseThrow()));
    }
    return found;
  }

  /** Empty if one of the values is NULL. */
  private Optional<TargetKey> key(String table, List<String> columns, Map<String, Object> row) {
    List<Object> values = columns.stream().map(row::get).toList();
    return values.stream().allMatch(Objects::nonNull)
        ? Optional.of(keys.key(table, values))
        : Optional.empty();
  }

  @Override
  public UniqueColumns uniqueColumns() {
    return () -> unique;
  }

  @Override
  public FileLedger fileLedger() {
    return fileLedger;
  }

  @Override
  public PartitionLedger partitionLedger() {
    return partitionLedger;
  }

  @Override
  public ComparedTarget compared() {
    throw new UnsupportedOperationException("this target is not compared");
  }

  @Override
  public ArrivedSentinels sentinels() {
    return token ->
        rows("crossover_sentinel").stream().anyMatch(row -> token.equals(row.get("token")));
  }

  @Override
  public RowCount rowCount() {
    return table -> rows(table.name()).size();
  }

  @Override
  public TargetSequences sequences() {
    return sequences;
  }

  /** Sequences that rise; a copied row is never written, only tried. */
  private final class Sequences implements TargetSequences {
    private final Map<String, Long> last = new HashMap<>();
    private final Map<String, SequencePlan> fedBy = new HashMap<>();

    @Override
    public long highest(SequencePlan sequence) {
      return sequence.feeds().stream()
          .flatMap(feed -> rows(feed.table()).stream().map(row -> (Long) row.get(feed.column())))
          .filter(Objects::nonNull)
          .reduce(0L, Math::max);
    }

    @Override
    public void begin(Map<SequencePlan, Long> used) {
      used.forEach(
          (sequence, highest) -> {
            last.merge(sequence.name(), Math.max(0, highest), Math::max);
            sequence
                .feeds()
                .forEach(feed -> fedBy.put(feed.table() + "." + feed.column(), sequence));
          });
    }

    @Override
    public OptionalLong insertedNumber(TargetTable table, String column) {
      SequencePlan sequence = fedBy.get(table.name() + "." + column);
      Optional<Map<String, Object>> copied = rows(table.name()).stream().findFirst();
      boolean refused =
          copied.isEmpty()
              || unique.getOrDefault(table.name(), List.of()).stream()
                  .anyMatch(set -> set.stream().allMatch(name -> copied.get().get(name) != null));
      return sequence == null || refused
          ? OptionalLong.empty()
          : OptionalLong.of(drawnNumber(sequence));
    }

    @Override
    public long drawnNumber(SequencePlan sequence) {
      return last.merge(sequence.name(), 1L, Long::sum);
    }
  }

  @Override
  public TargetAdministration administration() {
    return administration;
  }

  @Override
  public void close() {}

  private synchronized void commit(Writes writes) {
    Map<String, Map<TargetKey, Map<String, Object>>> before = rows;
    rows = new HashMap<>();
    before.forEach((table, all) -> rows.put(table, new LinkedHashMap<>(all)));
    try {
      writes.deletes().forEach(this::delete);
      writes.rows().forEach(this::upsert);
      checkTogether();
    } catch (RowsRefusedException e) {
      rows = before;
      throw e;
    }
    Map<TargetKey, ShadowRow> remembered = new HashMap<>(shadowRows);
    writes.shadowRows().forEach(row -> remembered.put(row.key(), row));
    shadowRows = remembered;
    commits++;
  }

  private void delete(TargetKey key) {
    TargetTable parent = table(key.table());
    for (TargetTable child : tables.values()) {
      if (child.interleavedIn().equals(Optional.of(parent.name()))) {
        List<String> columns = child.primaryKey().subList(0, parent.primaryKey().size());
        boolean needed =
            rows.getOrDefault(child.name(), Map.of()).values().stream()
                .flatMap(row -> key(parent.name(), columns, row).stream())
                .anyMatch(key::equals);
        if (needed) {
          throw refused(Reason.OTHER_ROW, "a row of %s has child rows", parent.name());
        }
      }
    }
    rows.getOrDefault(key.table(), new HashMap<>()).remove(key);
  }

  private void upsert(TargetRow row) {
    TargetTable table = row.table();
    for (Check check : checks) {
      if (check.table().equals(table.name()) && !check.condition().test(row.values())) {
        throw refused(Reason.NEVER, "the check %s forbids a row", check.name());
      }
    }
    table
        .interleavedIn()
        .map(this::table)
        .ifPresent(
            parent -> {
              List<String> columns = table.primaryKey().subList(0, parent.primaryKey().size());
              TargetKey key = key(parent.name(), columns, row.values()).orElseThrow();
              if (!rows.getOrDefault(parent.name(), Map.of()).containsKey(key)) {
                throw refused(Reason.OTHER_ROW, "a parent row is missing in %s", parent.name());
              }
            });
    TargetKey key = key(table.name(), table.primaryKey(), row.values()).orElseThrow();
    rows.computeIfAbsent(table.name(), none -> new LinkedHashMap<>()).put(key, row.values());
  }

  private void checkTogether() {
    unique.forEach((table, sets) -> sets.forEach(columns -> checkUnique(table, columns)));
    for (TargetTable child : tables.values()) {
      child.foreignKeys().stream()
          .filter(key -> !key.afterCutover())
          .forEach(key -> checkParents(child, key));
    }
  }

  private void checkUnique(String table, List<String> columns) {
    Set<TargetKey> seen = new HashSet<>();
    for (Map<String, Object> row : rows.getOrDefault(table, Map.of()).values()) {
      Optional<TargetKey> key = key(table, columns, row);
      if (key.isPresent() && !seen.add(key.get())) {
        throw refused(Reason.UNIQUE_VALUE_TAKEN, "a unique value of %s is taken", table);
      }
    }
  }

  private void checkParents(TargetTable child, TargetForeignKey foreignKey) {
    String parent = foreignKey.parent();
    Set<TargetKey> parents = new HashSet<>();
    for (Map<String, Object> row : rows.getOrDefault(parent, Map.of()).values()) {
      key(parent, foreignKey.parentColumns(), row).ifPresent(parents::add);
    }
    for (Map<String, Object> row : rows.getOrDefault(child.name(), Map.of()).values()) {
      Optional<TargetKey> key = key(parent, foreignKey.columns(), row);
      if (key.isPresent() && !parents.contains(key.get())) {
        throw refused(Reason.OTHER_ROW, "a referenced row is missing in %s", parent);
      }
    }
  }

  private TargetTable table(String name) {
    return Optional.ofNullable(tables.get(name)).orElseThrow();
  }

  private static RowsRefusedException refused(Reason reason, String sentence, String name) {
    return new RowsRefusedException(reason, sentence.formatted(name), null);
  }
}
