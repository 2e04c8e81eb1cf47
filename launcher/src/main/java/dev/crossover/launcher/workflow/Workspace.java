package dev.crossover.launcher.workflow;

import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.bucket.DirectoryBucket;
import java.nio.file.Path;
import java.util.List;

/**
 * Where an environment keeps its files on this machine.
 *
 * @param root the environment's work directory
 */
public record Workspace(Path root) {
  /** Below it in the bucket: change files in Datastream's layout. */
  public static final String CHANGES = "changes/";

  /** Below it in the bucket: dead letters. */
  public static final String DEAD_LETTERS = "dead-letters/";

  /** Below it in the bucket: what the schema step writes. */
  public static final String SCHEMA = "schema/";

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

  /** The agreement between bulk load, live apply and verification. */
  public Path targetSchema() {
    return schemaFile("target-schema.json");
  }

  /** Where the schema step writes. */
  public Path schemaDirectory() {
    return bucketDirectory().resolve(SCHEMA);
  }

  /** A file that the schema step writes. */
  public Path schemaFile(String name) {
    return bucketDirectory().resolve(SCHEMA).resolve(name);
  }

  /** The log file of a program. */
  public Path log(String program) {
    return root.resolve("logs").resolve(program + ".log");
  }

  /** Deletes what only a running migration needs: change files and the traces of its processes. */
  void deleteWorkFiles() {
    Bucket bucket = bucket();
    bucket.list(CHANGES).forEach(bucket::delete);
    for (String process : List.of("bulk-load", "apply-changes", "capture", "fence-watch")) {
      for (String ending : List.of(".pid", ".exit", ".lock")) {
        new DirectoryBucket(root).delete("processes/" + process + ending);
      }
    }
  }
}
