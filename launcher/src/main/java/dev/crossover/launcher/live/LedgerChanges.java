package dev.crossover.launcher.live;

import dev.crossover.contract.ResourceNames;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.ledger.FileLedger;
import dev.crossover.engine.target.AppliedChanges;
import dev.crossover.engine.target.ArrivedSentinels;
import java.util.ArrayList;
import java.util.List;

/** What has arrived on the target, by the listing of the bucket and the ledger of its files. */
public final class LedgerChanges implements AppliedChanges {
  private static final String ENDING = ".avro";

  private final Bucket bucket;
  private final FileLedger ledger;
  private final DeadLetters deadLetters;
  private final ArrivedSentinels sentinels;

  public LedgerChanges(
      Bucket bucket, FileLedger ledger, DeadLetters deadLetters, ArrivedSentinels sentinels) {
    this.bucket = bucket;
    this.ledger = ledger;
    this.deadLetters = deadLetters;
    this.sentinels = sentinels;
  }

  @Override
  public List<String> unappliedFiles() {
    FileLedger.Backlog backlog = backlog();
    List<String> files = new ArrayList<>(backlog.pending());
    backlog.parked().forEach(file -> files.add(file.path()));
    return files;
  }

  @Override
  public int parkedFiles() {
    return backlog().parked().size();
  }

  /** Listed first: a file that is applied between the two looks does no harm. */
  private FileLedger.Backlog backlog() {
    List<String> listed =
        bucket.list(ResourceNames.CHANGES_FOLDER).stream()
            .filter(path -> path.endsWith(ENDING))
            .toList();
    return ledger.backlog(listed);
  }

  @Override
  public long openDeadLetters() {
    return deadLetters.open().size();
  }

  @Override
  public boolean hasSentinel(String token) {
    return sentinels.has(token);
  }
}
