package dev.crossover.launcher.workflow;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.Statement;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.ledger.FileLedger;
import dev.crossover.engine.schema.Sentinel;
import dev.crossover.launcher.cutover.AppliedChanges;
import java.util.ArrayList;
import java.util.List;

/** What has arrived on the target, by the listing of the bucket and the ledger of its files. */
public final class LedgerChanges implements AppliedChanges {
  private static final String ENDING = ".avro";

  private final Bucket bucket;
  private final FileLedger ledger;
  private final DeadLetters deadLetters;
  private final DatabaseClient target;

  public LedgerChanges(
      Bucket bucket, FileLedger ledger, DeadLetters deadLetters, DatabaseClient target) {
    this.bucket = bucket;
    this.ledger = ledger;
    this.deadLetters = deadLetters;
    this.target = target;
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
        bucket.list(Workspace.CHANGES).stream().filter(path -> path.endsWith(ENDING)).toList();
    return ledger.backlog(listed);
  }

  @Override
  public long openDeadLetters() {
    return deadLetters.open().size();
  }

  @Override
  public boolean hasSentinel(String token) {
    Statement query =
        Statement.newBuilder(
                "SELECT 1 FROM `" + Sentinel.targetTable().name() + "` WHERE token = @token")
            .bind("token")
            .to(token)
            .build();
    try (ResultSet rows = target.singleUse().executeQuery(query)) {
      return rows.next();
    } catch (SpannerException e) {
      throw new TargetException("cannot read the sentinels of the target", e);
    }
  }
}
