package dev.crossover.platforms.local;

import dev.crossover.contract.BucketLayout;
import dev.crossover.engine.bucket.Bucket;
import java.nio.file.Path;
import java.util.List;

/**
 * Where an environment keeps its files on this machine.
 *
 * @param root the environment's work directory
 */
record Workspace(Path root) {
  /** The process name of the bulk load's job. */
  static final String BULK_LOAD = "bulk-load";

  /** The process name of the live job. */
  static final String APPLY_CHANGES = "apply-changes";

  /** The process name of the change stream. */
  static final String CAPTURE = "capture";

  /** The process name of the watch over the fence. */
  static final String FENCE_WATCH = "fence-watch";

  private static final List<String> PROCESSES =
      List.of(
          BULK_LOAD,
          APPLY_CHANGES,
          SupervisedJob.supervisorOf(APPLY_CHANGES),
          CAPTURE,
          SupervisedJob.supervisorOf(CAPTURE),
          FENCE_WATCH);

  /** Not the locks: whoever waits for one and whoever makes it anew would both hold it. */
  private static final List<String> TRACES =
      List.of(".pid", ".exit", ".progress.json", ".supervision.json");

  public Workspace {
    root = root.toAbsolutePath().normalize();
  }

  /** The directory that stands for the bucket. */
  public Path bucketDirectory() {
    return root.resolve("bucket");
  }

  public Bucket bucket() {
    return new DirectoryBucket(bucketDirectory());
  }

  /** The folder of every program's log file. */
  public Path logs() {
    return root.resolve("logs");
  }

  /** Deletes what only a running migration needs: change files and the traces of its processes. */
  public void deleteWorkFiles() {
    Bucket bucket = bucket();
    bucket.list(BucketLayout.CHANGES_FOLDER).forEach(bucket::delete);
    bucket.list(BucketLayout.APPLIED_FOLDER).forEach(bucket::delete);
    DirectoryBucket files = new DirectoryBucket(root);
    for (String process : PROCESSES) {
      for (String ending : TRACES) {
        files.delete("processes/" + process + ending);
      }
    }
  }
}
