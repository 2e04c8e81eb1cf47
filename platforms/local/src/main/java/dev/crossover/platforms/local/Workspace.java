package dev.crossover.platforms.local;

import dev.crossover.contract.BucketLayout;
import dev.crossover.engine.bucket.Bucket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an environment keeps its files on this machine.
 *
 * @param root the environment's work directory
 * @param shards the names of the logs that are captured; {@code ""} for a source without shards
 */
record Workspace(Path root, List<String> shards) {
  /** The process name of the bulk load's job. */
  static final String BULK_LOAD = "bulk-load";

  /** The process name of the live job. */
  static final String APPLY_CHANGES = "apply-changes";

  /** What the process name of a change stream begins with. */
  private static final String CAPTURE = "capture";

  /** Between it and the shard's name, which has none. */
  private static final String OF = ".";

  /** The process name of the watch over the fence. */
  static final String FENCE_WATCH = "fence-watch";

  private static final List<String> PROCESSES =
      List.of(BULK_LOAD, APPLY_CHANGES, SupervisedJob.supervisorOf(APPLY_CHANGES), FENCE_WATCH);

  /** Not the locks: whoever waits for one and whoever makes it anew would both hold it. */
  private static final List<String> TRACES =
      List.of(".pid", ".exit", ".progress.json", ".supervision.json");

  public Workspace {
    root = root.toAbsolutePath().normalize();
    shards = List.copyOf(shards);
  }

  /** The process name of the change stream of a shard, or of a source without shards. */
  static String capture(String shard) {
    return shard.isEmpty() ? CAPTURE : CAPTURE + OF + shard;
  }

  /** The shard whose change stream has this process name; empty if it is no change stream's. */
  static Optional<String> shardOfCapture(String process) {
    if (process.equals(CAPTURE)) {
      return Optional.of("");
    }
    return process.startsWith(CAPTURE + OF)
        ? Optional.of(process.substring(CAPTURE.length() + OF.length()))
        : Optional.empty();
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

  private Stream<String> captures() {
    return shards.stream()
        .map(Workspace::capture)
        .flatMap(process -> Stream.of(process, SupervisedJob.supervisorOf(process)));
  }

  /** Deletes what only a running migration needs: change files and the traces of its processes. */
  public void deleteWorkFiles() {
    Bucket bucket = bucket();
    bucket.deleteAll(bucket.list(BucketLayout.CHANGES_FOLDER));
    bucket.deleteAll(bucket.list(BucketLayout.APPLIED_FOLDER));
    DirectoryBucket files = new DirectoryBucket(root);
    Stream.concat(PROCESSES.stream(), captures())
        .forEach(
            process -> TRACES.forEach(ending -> files.delete("processes/" + process + ending)));
  }
}
