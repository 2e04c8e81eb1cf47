package dev.crossover.contract;

import java.util.List;
import java.util.Optional;

/**
 * The settings of one environment, as {@code tfvars/<environment>.tfvars.json} has them. Keys are
 * the component names in snake case.
 *
 * @param environment the file's name without its endings; part of every resource name
 */
public record Settings(
    String environment,
    Platform platform,
    Route route,
    String workDirectory,
    Source source,
    Target target,
    Schema schema,
    Capture capture,
    Bulk bulk,
    Live live,
    Verification verification,
    Cutover cutover,
    Hooks hooks,
    Optional<GoogleCloud> googleCloud) {

  /** Settings of a platform that needs nothing of its own. */
  public Settings(
      String environment,
      Platform platform,
      Route route,
      String workDirectory,
      Source source,
      Target target,
      Schema schema,
      Capture capture,
      Bulk bulk,
      Live live,
      Verification verification,
      Cutover cutover,
      Hooks hooks) {
    this(
        environment,
        platform,
        route,
        workDirectory,
        source,
        target,
        schema,
        capture,
        bulk,
        live,
        verification,
        cutover,
        hooks,
        Optional.empty());
  }

  /** Where the migration's own parts run. */
  public enum Platform {
    LOCAL,
    GOOGLE_CLOUD
  }

  /** A source, a target and how changes flow between them. */
  public enum Route {
    POSTGRESQL_TO_SPANNER,
    MYSQL_TO_SPANNER
  }

  /**
   * The database that is moved.
   *
   * @param schemas the database schemas whose tables are moved
   * @param excludeTables {@code schema.table} names, {@code *} matches any run of characters
   * @param applicationRoles the roles that write; the fence closes them
   */
  public record Source(
      String host,
      int port,
      String database,
      String user,
      SecretReference password,
      List<String> schemas,
      List<String> excludeTables,
      List<String> applicationRoles,
      String sslMode) {}

  /**
   * The Spanner database that is filled.
   *
   * @param emulator {@code none} (the real service), {@code auto} (find or start one) or {@code
   *     HOST:PORT}
   */
  public record Target(String project, String instance, String database, String emulator) {}

  /**
   * @param mappingFile overrides per table and column, relative to the tfvars file
   */
  public record Schema(Indexes indexes, Optional<String> mappingFile) {
    /** When secondary indexes are built. */
    public enum Indexes {
      BEFORE_LOAD,
      AFTER_LOAD
    }
  }

  /**
   * @param rotationMillis the longest a change waits for its file to close
   * @param rotationBytes the size at which a file closes
   */
  public record Capture(String slot, String publication, int rotationMillis, long rotationBytes) {}

  /**
   * @param commitCells the most cells in one commit, indexes included (Spanner allows 80,000)
   * @param commitBytes the most bytes in one commit (Spanner allows 100 MB)
   */
  public record Bulk(
      int partitionRows, int workers, int fetchRows, int commitCells, long commitBytes) {}

  /**
   * @param batchEvents the most events that one round applies together
   * @param parkedAttempts how often an event that cannot be applied yet is tried before it becomes
   *     a dead letter
   */
  public record Live(int workers, int batchEvents, int pollMillis, int parkedAttempts) {}

  /**
   * @param maxAgeSeconds how old a PASS may be at the cutover gate
   */
  public record Verification(int chunkRows, int recheckAttempts, int maxAgeSeconds) {}

  /**
   * @param maxLagSeconds the lag that the cutover gate accepts
   * @param maxDowntimeSeconds the longest the source may stay fenced before the journal is written
   * @param sequenceMargin how far behind the highest key a handed-over sequence starts
   */
  public record Cutover(
      int maxLagSeconds,
      int maxDowntimeSeconds,
      int drainTimeoutSeconds,
      int catchUpTimeoutSeconds,
      long sequenceMargin) {}

  /**
   * @param switchCommand a shell command that points the application at the target
   */
  public record Hooks(Optional<String> switchCommand) {}
}
