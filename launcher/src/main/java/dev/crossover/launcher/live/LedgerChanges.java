package dev.crossover.launcher.live;

import dev.crossover.contract.BucketLayout;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.ledger.ChangeFilePath;
import dev.crossover.engine.ledger.ChangeFolder;
import dev.crossover.engine.ledger.FileLedger;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.target.AppliedChanges;
import dev.crossover.engine.target.ArrivedSentinels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What has arrived on the target, by the listing of the bucket and the ledger of its files. */
public final class LedgerChanges implements AppliedChanges {
  private final ChangeFolder files;
  private final FileLedger ledger;
  private final DeadLetters deadLetters;
  private final ArrivedSentinels sentinels;
  private final Supplier<List<TableName>> moved;

  /**
   * @param moved the moved tables, asked for when they are needed
   */
  public LedgerChanges(
      ChangeFolder files,
      FileLedger ledger,
      DeadLetters deadLetters,
      ArrivedSentinels sentinels,
      Supplier<List<TableName>> moved) {
    this.files = files;
    this.ledger = ledger;
    this.deadLetters = deadLetters;
    this.sentinels = sentinels;
    this.moved = moved;
  }

  @Override
  public List<String> unappliedFiles() {
    FileLedger.Backlog backlog = backlog();
    List<String> unapplied = new ArrayList<>(backlog.pending());
    backlog.parked().forEach(file -> unapplied.add(file.path()));
    return unapplied;
  }

  @Override
  public List<String> unappliedOfMovedTables() {
    List<TableName> tables = moved.get();
    return unappliedFiles().stream()
        .filter(path -> tables.stream().anyMatch(table -> ChangeFilePath.isOf(table, path)))
        .toList();
  }

  @Override
  public int parkedFiles() {
    return backlog().parked().size();
  }

  /**
   * Listed first: a file that is applied between the two looks does no harm. What is in the archive
   * is not asked for: the ledger had it as applied before it went there.
   */
  private FileLedger.Backlog backlog() {
    return ledger.backlog(files.list());
  }

  @Override
  public long openDeadLetters() {
    return deadLetters.countOpen();
  }

  @Override
  public Optional<Instant> lastRecorded() {
    return ledger.lastRecorded();
  }

  @Override
  public List<String> changesFrom(LogPosition place) {
    Set<String> tables = moved.get().stream().map(TableName::toString).collect(Collectors.toSet());
    List<String> lines = new ArrayList<>();
    place
        .shards()
        .forEach(
            (shard, position) ->
                ledger.reaching(BucketLayout.changesOf(shard), position).stream()
                    .filter(file -> file.table().filter(tables::contains).isPresent())
                    .forEach(file -> lines.add(file.table().get() + " in " + file.path())));
    return lines;
  }

  @Override
  public boolean hasSentinel(String token) {
    return sentinels.has(token);
  }
}
