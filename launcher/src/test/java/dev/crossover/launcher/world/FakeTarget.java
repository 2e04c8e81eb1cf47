package dev.crossover.launcher.world;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.journal.FakeJournal;
import dev.crossover.engine.journal.Journal;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.JournalException;
import dev.crossover.engine.journal.Owner;
import dev.crossover.engine.schema.SchemaApplier;
import dev.crossover.engine.schema.SchemaProgress;
import dev.crossover.engine.schema.SchemaScript;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.target.ArrivedSentinels;
import dev.crossover.engine.target.MigrationWriter;
import dev.crossover.engine.target.MigrationWrites;
import dev.crossover.engine.target.OwnTables;
import dev.crossover.engine.target.TargetStore;
import dev.crossover.launcher.bulk.BulkProgress;
import dev.crossover.launcher.bulk.LoadLedger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** A target database of one table in memory, with the journal and Crossover's own tables. */
public final class FakeTarget
    implements TargetStore, OwnTables, SchemaApplier, ArrivedSentinels, LoadLedger {
  static final int PARTITIONS = 2;

  private final Map<String, Row> rows = new TreeMap<>();
  private final Set<String> sentinels = new HashSet<>();
  private final Set<String> appliedFiles = new HashSet<>();
  private final List<SchemaScript> scripts = new ArrayList<>();
  private final Map<Integer, Long> loaded = new HashMap<>();
  private Optional<LogPosition> firstRead = Optional.empty();
  private final Clock clock;
  private final FakeJournal stored;
  private Optional<Instant> lastApplied = Optional.empty();
  private boolean hasJournal;
  private boolean ownTables;

  /** Whether giving up drops everything. */
  public boolean disposable = true;

  FakeTarget(Clock clock) {
    this.clock = clock;
    this.stored = new FakeJournal(clock);
  }

  /**
   * A row, or what is remembered of a deleted one.
   *
   * @param version the position of the change that decided it; START for a loaded row
   */
  private record Row(Position version, Optional<String> value) {}

  /** The rows of the table, by key. */
  public Map<String, String> rows() {
    Map<String, String> present = new HashMap<>();
    rows.forEach((key, row) -> row.value().ifPresent(value -> present.put(key, value)));
    return present;
  }

  /** The journal, whether there is one or not: a process may outlive what it has opened. */
  Journal journal() {
    return new Journal() {
      @Override
      public JournalEntry read() {
        return present().read();
      }

      @Override
      public JournalEntry replace(JournalEntry known, JournalEntry next) {
        return present().replace(known, next);
      }

      @Override
      public boolean renew(Owner owner, Instant expires) {
        return present().renew(owner, expires);
      }

      @Override
      public List<JournalEntry> history() {
        return present().history();
      }
    };
  }

  private FakeJournal present() {
    if (!hasJournal) {
      throw new JournalException("the target has no journal", null);
    }
    return stored;
  }

  @Override
  public boolean hasJournal() {
    return hasJournal;
  }

  @Override
  public void create() {
    hasJournal = true;
  }

  @Override
  public boolean isDisposable() {
    return disposable;
  }

  @Override
  public void remove() {
    hasJournal = false;
    stored.giveUp();
    if (disposable) {
      rows.clear();
      drop(null);
    }
  }

  @Override
  public void make(TargetSchema schema, SchemaProgress progress) {
    ownTables = true;
  }

  @Override
  public boolean exist(TargetSchema schema) {
    return ownTables;
  }

  @Override
  public void drop(TargetSchema schema) {
    ownTables = false;
    sentinels.clear();
    appliedFiles.clear();
    loaded.clear();
    firstRead = Optional.empty();
  }

  @Override
  public void apply(SchemaScript script, SchemaProgress progress) {
    scripts.add(script);
  }

  @Override
  public List<String> refusals(SchemaScript script) {
    return List.of();
  }

  /** How often a schema script was run. */
  public int scriptsRun() {
    return scripts.size();
  }

  @Override
  public boolean has(String token) {
    return sentinels.contains(token);
  }

  @Override
  public BulkProgress progress() {
    long count = loaded.values().stream().mapToLong(Long::longValue).sum();
    return new BulkProgress(
        List.of(
            new BulkProgress.Table("shop.sale", count, count, count, loaded.size(), PARTITIONS)),
        firstRead);
  }

  /** Loads the next partition, as the bulk job does. */
  void load(FakeSource source) {
    requireOwnTables();
    MigrationWriter.BULK_LOAD.require(journal().read().phase());
    if (firstRead.isEmpty()) {
      firstRead = Optional.of(source.end());
    }
    int partition = loaded.size();
    long count = 0;
    for (Map.Entry<String, String> row : source.rows().entrySet()) {
      if (Math.floorMod(row.getKey().hashCode(), PARTITIONS) == partition) {
        rows.putIfAbsent(row.getKey(), new Row(Position.START, Optional.of(row.getValue())));
        count++;
      }
    }
    loaded.put(partition, count);
  }

  boolean isLoaded() {
    return loaded.size() == PARTITIONS;
  }

  /** Applies a change file, as the live job does. */
  void apply(String file, List<FakeSource.Change> changes) {
    requireOwnTables();
    MigrationWriter.LIVE_APPLY.require(journal().read().phase());
    for (FakeSource.Change change : changes) {
      if (change.isSentinel()) {
        sentinels.add(change.token().orElseThrow());
      } else {
        rows.merge(change.key(), new Row(change.position(), change.value()), FakeTarget::newer);
      }
    }
    appliedFiles.add(file);
    lastApplied = Optional.of(clock.instant());
  }

  /** Copies the rows again that the source's log lacks, as a cutover does. */
  Map<String, Long> copyAgain(FakeSource source, LogPosition end, long epoch) {
    requireOwnTables();
    JournalEntry now = journal().read();
    new MigrationWrites(
            MigrationWriter.ROW_REPAIR, Optional.of(now.migrationId()), OptionalLong.of(epoch))
        .require(new MigrationWrites.Now(Optional.of(now.migrationId()), now.phase(), now.epoch()));
    long copied = 0;
    for (String key : source.cascaded()) {
      Optional<String> value = Optional.ofNullable(source.rows().get(key));
      if (!value.equals(Optional.ofNullable(rows().get(key)))) {
        rows.merge(key, new Row(end.whole(), value), FakeTarget::newer);
        copied++;
      }
    }
    return Map.of("shop.sale", copied);
  }

  private static Row newer(Row one, Row other) {
    return one.version().compareTo(other.version()) > 0 ? one : other;
  }

  private void requireOwnTables() {
    if (!ownTables) {
      throw new TargetException("the target has no ledger");
    }
  }

  boolean isApplied(String file) {
    return appliedFiles.contains(file);
  }

  Optional<Instant> lastApplied() {
    return lastApplied;
  }

  long appliedFiles() {
    return appliedFiles.size();
  }
}
