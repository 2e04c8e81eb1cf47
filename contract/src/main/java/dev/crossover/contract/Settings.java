package dev.crossover.contract;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings of one environment, as {@code tfvars/<environment>.tfvars.json} has them. Keys are
 * the component names in snake case.
 */
public record Settings(
    @JsonPropertyDescription("The file's name without its endings; part of every resource name.")
        String environment,
    @JsonPropertyDescription("Where the migration's own parts run.") Platform platform,
    @JsonPropertyDescription("A source, a target and how changes flow between them.") Route route,
    @JsonPropertyDescription("Where the local platform keeps its files and logs.")
        String workDirectory,
    @JsonPropertyDescription("The database that is moved.") Source source,
    @JsonPropertyDescription("The Spanner database that is filled.") Target target,
    @JsonPropertyDescription("How the target's schema is planned.") Schema schema,
    @JsonPropertyDescription("The change stream's place in the source.") Capture capture,
    @JsonPropertyDescription("The bulk load.") Bulk bulk,
    @JsonPropertyDescription("Applying changes.") Live live,
    @JsonPropertyDescription("Comparing source and target.") Verification verification,
    @JsonPropertyDescription("The gates and limits of the cutover.") Cutover cutover,
    @JsonPropertyDescription("Commands of yours that the cutover runs.") Hooks hooks,
    @JsonPropertyDescription("What platform google-cloud needs; not for local.")
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

  /** The database that is moved. */
  public record Source(
      @JsonPropertyDescription(
              "The source's address; with shards, that of the one whose schema is read.")
          String host,
      @JsonPropertyDescription("The source's port.") int port,
      @JsonPropertyDescription("The source's database.") String database,
      @JsonPropertyDescription("The user that reads, follows the log and fences.") String user,
      @JsonPropertyDescription(
              "Where the password is kept: env:NAME or file:PATH on platform local,"
                  + " secret-manager:projects/P/secrets/S/versions/V on google-cloud. Never the"
                  + " password.")
          SecretReference password,
      @JsonPropertyDescription("The database schemas whose tables are moved.") List<String> schemas,
      @JsonPropertyDescription(
              "schema.table names that stay behind; * matches any run of characters.")
          List<String> excludeTables,
      @JsonPropertyDescription("The roles that write; the fence closes them.")
          List<String> applicationRoles,
      @JsonPropertyDescription(
              "As the PostgreSQL driver says it: disable, allow, prefer, require, verify-ca or"
                  + " verify-full.")
          String sslMode,
      @JsonPropertyDescription(
              "The databases of a sharded source by shard name. A shard takes what it does not say"
                  + " from source, which describes the one whose schema is read.")
          Map<String, Shard> shards,
      @JsonPropertyDescription(
              "The column of the target that holds the shard's name, the first of every primary"
                  + " key; on google-cloud the session file adds it.")
          Optional<String> shardIdColumn,
      @JsonPropertyDescription(
              "Whether a key is in one shard only, whatever the table; else shard_id_column must"
                  + " keep equal keys apart.")
          boolean shardsShareNoKeys,
      @JsonPropertyDescription(
              "What is done about foreign keys that change children without a line in the source's"
                  + " log: refuse them, or recopy those rows inside the cutover's fence; of"
                  + " mysql-to-spanner.")
          UnloggedCascades unloggedCascades) {
    /** What is done about tables whose rows change without a line in the source's log. */
    public enum UnloggedCascades {
      REFUSE,
      RECOPY
    }

    /** A source without shards, all of whose changes are in its log. */
    public Source(
        String host,
        int port,
        String database,
        String user,
        SecretReference password,
        List<String> schemas,
        List<String> excludeTables,
        List<String> applicationRoles,
        String sslMode) {
      this(
          host,
          port,
          database,
          user,
          password,
          schemas,
          excludeTables,
          applicationRoles,
          sslMode,
          Map.of(),
          Optional.empty(),
          false,
          UnloggedCascades.REFUSE);
    }

    /** The databases of a sharded source by shard name; none if it has no shards. */
    public Map<String, Source> databases() {
      Map<String, Source> databases = new TreeMap<>();
      shards.forEach((name, shard) -> databases.put(name, database(shard)));
      return databases;
    }

    private Source database(Shard shard) {
      return new Source(
          shard.host(),
          shard.port().orElse(port),
          shard.database().orElse(database),
          shard.user().orElse(user),
          shard.password().orElse(password),
          schemas,
          excludeTables,
          applicationRoles,
          sslMode,
          Map.of(),
          Optional.empty(),
          false,
          unloggedCascades);
    }
  }

  /** One database of a sharded source. */
  public record Shard(
      @JsonPropertyDescription("The shard's address.") String host,
      @JsonPropertyDescription("source.port without it.") Optional<Integer> port,
      @JsonPropertyDescription("source.database without it.") Optional<String> database,
      @JsonPropertyDescription("source.user without it.") Optional<String> user,
      @JsonPropertyDescription("source.password without it.") Optional<SecretReference> password,
      @JsonPropertyDescription(
              "The id of a connection profile that exists, on google-cloud; made without it.")
          Optional<String> connectionProfile) {}

  /** The Spanner database that is filled. */
  public record Target(
      @JsonPropertyDescription("The instance's project.") String project,
      @JsonPropertyDescription("The Spanner instance.") String instance,
      @JsonPropertyDescription("The Spanner database.") String database,
      @JsonPropertyDescription(
              "none for the real service, auto to find or start an emulator, or HOST:PORT of one.")
          String emulator) {}

  /** How the target's schema is planned. */
  public record Schema(
      @JsonPropertyDescription("When secondary indexes are built.") Indexes indexes,
      @JsonPropertyDescription("Overrides per table and column, relative to this file.")
          Optional<String> mappingFile) {
    /** When secondary indexes are built. */
    public enum Indexes {
      BEFORE_LOAD,
      AFTER_LOAD
    }
  }

  /** The change stream's place in the source. */
  public record Capture(
      @JsonPropertyDescription("The replication slot, which is made.") String slot,
      @JsonPropertyDescription("The publication, which is made.") String publication,
      @JsonPropertyDescription(
              "The longest a change waits for its file to close, on platform local.")
          int rotationMillis,
      @JsonPropertyDescription("The size at which a file closes, on platform local.")
          long rotationBytes) {
    /** The place of a shard's stream: servers may hold several shards, and name a slot once. */
    public Capture ofShard(String shard) {
      return new Capture(
          slot + "_" + shard.replace('-', '_'), publication, rotationMillis, rotationBytes);
    }
  }

  /** The bulk load. */
  public record Bulk(
      @JsonPropertyDescription("About how many rows are loaded and retried together.")
          int partitionRows,
      @JsonPropertyDescription("Partitions loaded at once, and connections to the source.")
          int workers,
      @JsonPropertyDescription(
              "Rows that Google's bulk template fetches at once; our own reads rows one by one.")
          int fetchRows,
      @JsonPropertyDescription(
              "The most cells in one commit, indexes included; Spanner allows 80000.")
          int commitCells,
      @JsonPropertyDescription("The most bytes in one commit; Spanner allows 100 MB.")
          long commitBytes) {}

  /** Applying changes. */
  public record Live(
      @JsonPropertyDescription("Shards of keys that are applied side by side.") int workers,
      @JsonPropertyDescription("The most events that one round applies together.") int batchEvents,
      @JsonPropertyDescription("How long a round that found nothing waits.") int pollMillis,
      @JsonPropertyDescription(
              "How often an event that cannot be applied yet is tried before it becomes a dead"
                  + " letter.")
          int parkedAttempts) {}

  /** Comparing source and target. */
  public record Verification(
      @JsonPropertyDescription("Rows that are compared together.") int chunkRows,
      @JsonPropertyDescription("How often a row that changes meanwhile is looked at again.")
          int recheckAttempts,
      @JsonPropertyDescription("How old a PASS may be at the cutover gate.") int maxAgeSeconds) {}

  /** The gates and limits of the cutover. */
  public record Cutover(
      @JsonPropertyDescription("The lag that the cutover gate accepts.") int maxLagSeconds,
      @JsonPropertyDescription(
              "The longest the source may stay fenced before the journal is written.")
          int maxDowntimeSeconds,
      @JsonPropertyDescription("How long transactions that were open at the fence may take to end.")
          int drainTimeoutSeconds,
      @JsonPropertyDescription("How long the target may take to catch up inside the fence.")
          int catchUpTimeoutSeconds,
      @JsonPropertyDescription("How far behind the highest key a handed-over sequence starts.")
          long sequenceMargin) {}

  /** Commands of the user that the cutover runs. */
  public record Hooks(
      @JsonPropertyDescription("A shell command that points the application at the target.")
          Optional<String> switchCommand) {}
}
