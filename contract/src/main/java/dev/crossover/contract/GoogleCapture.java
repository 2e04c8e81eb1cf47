package dev.crossover.contract;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** The stream and where it writes. */
public record GoogleCapture(
    @JsonPropertyDescription("The bucket's name; PROJECT-crossover-ENVIRONMENT without it.")
        Optional<String> bucket,
    @JsonPropertyDescription("Whether the bucket exists and is managed elsewhere.")
        boolean existingBucket,
    @JsonPropertyDescription(
            "Whether the stream reads the tables too. Default of the variable enable_backfill.")
        boolean enableBackfill,
    @JsonPropertyDescription("The id of a source connection profile that exists.")
        Optional<String> sourceProfile,
    @JsonPropertyDescription("The id of a bucket connection profile that exists.")
        Optional<String> bucketProfile,
    @JsonPropertyDescription("The root path of that profile; streams write below it. / without it.")
        Optional<String> bucketProfileRoot,
    @JsonPropertyDescription("The longest a change waits for its file to close, 15 to 60.")
        int rotationSeconds,
    @JsonPropertyDescription("The size at which a file closes, 1 to 100.") int rotationMegabytes,
    @JsonPropertyDescription("Change capture tasks of a MySQL stream, 1 to 50.")
        int maxConcurrentTasks,
    @JsonPropertyDescription("How MySQL's log is followed.") MysqlLog mysqlLog,
    @JsonPropertyDescription(
            "Where in MySQL's log to start; where the log is without it. The launcher starts such a"
                + " stream, and not Terraform.")
        Optional<StartPosition> startPosition,
    @JsonPropertyDescription(
            "How long the bucket keeps files that were deleted by mistake; 0 to keep none.")
        int softDeleteDays) {
  /** "Streams are limited to 10,000 tables": cloud.google.com/datastream/docs/sources-mysql. */
  public static final int MOST_TABLES = 10_000;

  /** How a MySQL stream names places in the log. */
  public enum MysqlLog {
    BINARY_LOG_POSITION,
    GTID
  }

  /** A place in MySQL's log: a GTID set, or a file with an offset. */
  public record StartPosition(
      @JsonPropertyDescription("For mysql_log gtid.") Optional<String> gtidSet,
      @JsonPropertyDescription("For mysql_log binary-log-position, with log_position.")
          Optional<String> logFile,
      @JsonPropertyDescription("The offset in log_file.") Optional<Long> logPosition) {}
}
