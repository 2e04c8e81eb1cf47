package dev.crossover.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What jobs are started with, for our templates and for Google's: the same, whether Terraform or
 * the launcher starts them.
 */
public record JobParameters(ResourceNames names) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * @param shard the shard that the job is for; empty for all
   */
  public Map<String, String> live(Optional<String> shard) {
    return names.cloud().live().template() == GoogleJobs.Template.GOOGLE
        ? googleLive(shard).toMap()
        : withoutWorkers(ourLive(shard).toMap());
  }

  /** As {@link #live}, of the bulk job. */
  public Map<String, String> bulk(Optional<String> shard) {
    return names.cloud().bulk().template() == GoogleJobs.Template.GOOGLE
        ? googleBulk(shard).toMap()
        : ourBulk().toMap();
  }

  /** The address of the live job's template. */
  public String liveTemplate() {
    return names
        .cloud()
        .live()
        .templatePath()
        .orElseGet(() -> GoogleLiveParameters.templatePath(names.cloud().region()));
  }

  /** The address of the bulk job's template. */
  public String bulkTemplate() {
    return names
        .cloud()
        .bulk()
        .templatePath()
        .orElseGet(() -> GoogleBulkParameters.templatePath(names.cloud().region()));
  }

  /** The file in the bucket that tells Google's bulk template its shards. */
  public String shardsFile(Optional<String> shard) {
    return names.files().bulkOutput()
        + "shards"
        + shard.map(name -> "-" + name).orElse("")
        + ".json";
  }

  /**
   * What is in that file, in the form that Google's template reads; the template asks Secret
   * Manager itself.
   */
  public String shardsFileContent(Optional<String> shard) {
    Collection<SourceShard> shards =
        shard.isPresent()
            ? List.of(names.sources().all().get(shard.orElseThrow()))
            : names.sources().all().values();
    List<Map<String, Object>> data = shards.stream().map(this::entry).toList();
    try {
      return JSON.writeValueAsString(Map.of("shardConfigurationBulk", Map.of("dataShards", data)));
    } catch (JsonProcessingException e) {
      throw new LinkageError("texts and numbers can always be written", e);
    }
  }

  private Map<String, Object> entry(SourceShard shard) {
    String id = shard.name().orElse(names.settings().environment());
    Map<String, Object> entry = new TreeMap<>();
    entry.put("dataShardId", id);
    entry.put("host", shard.host());
    entry.put("port", shard.port());
    entry.put("user", shard.user());
    entry.put("secretManagerUri", shard.password().name());
    entry.put("connectionProperties", jdbcProperties());
    entry.put(
        "databases", List.of(new TreeMap<>(Map.of("dbName", shard.database(), "databaseId", id))));
    return entry;
  }

  private GoogleLiveParameters googleLive(Optional<String> shard) {
    GoogleJobs.Live live = names.cloud().live();
    return new GoogleLiveParameters(
        changes(shard),
        target(),
        schema(),
        new GoogleLiveParameters.Failures(
            "regular",
            names.files().gs(names.files().deadLetters(shard)),
            new Units.Minutes(live.retryMinutes()),
            new Units.Attempts(names.settings().live().parkedAttempts())),
        live.transformation().map(JobParameters::transformation),
        ResourceNames.SHADOW_TABLE_PREFIX,
        "HIGH");
  }

  private GoogleLiveParameters.Changes changes(Optional<String> shard) {
    boolean oneStream = shard.isPresent() || names.settings().source().shards().isEmpty();
    return new GoogleLiveParameters.Changes(
        "avro",
        names.files().gs(names.files().changeFiles(shard)),
        names.subscriptionPath(shard),
        oneStream ? Optional.of(names.streamPath(shard)) : Optional.empty(),
        sourceType(),
        names.files().shardContextFile());
  }

  private GoogleTemplates.Target target() {
    Settings.Target target = names.settings().target();
    return new GoogleTemplates.Target(target.project(), target.instance(), target.database());
  }

  private GoogleTemplates.Schema schema() {
    return new GoogleTemplates.Schema(
        names.cloud().mapping().sessionFile(), names.files().schemaOverridesFile());
  }

  private static GoogleTemplates.Transformation transformation(GoogleJobs.Transformation given) {
    return new GoogleTemplates.Transformation(
        given.jarPath(), given.className(), given.customParameters());
  }

  private ApplyChangesParameters ourLive(Optional<String> shard) {
    Settings.Target target = names.settings().target();
    Settings.Live live = names.settings().live();
    return new ApplyChangesParameters(
        sourceType(),
        names.files().place(),
        names.files().changes(shard),
        target.project(),
        target.instance(),
        target.database(),
        "",
        // One store for all shards: the launcher counts what is open in it.
        BucketLayout.DEAD_LETTERS_FOLDER,
        ResourceNames.SHADOW_TABLE_PREFIX,
        names.files().targetSchema(),
        live.parkedAttempts(),
        live.workers(),
        live.batchEvents(),
        live.pollMillis(),
        names.settings().source().shardIdColumn().orElse(""),
        shard.orElse(String.join(",", names.settings().source().shards().keySet())),
        names.subscriptionPath(shard),
        names.cloud().endpoints().toText());
  }

  private GoogleBulkParameters googleBulk(Optional<String> shard) {
    Settings.Bulk bulk = names.settings().bulk();
    return new GoogleBulkParameters(
        new GoogleBulkParameters.Database(
            dialect(), driver(), names.files().gs(shardsFile(shard)), namespace()),
        new GoogleBulkParameters.Reading(
            new Units.Connections(bulk.workers()), new Units.Rows(bulk.fetchRows())),
        target(),
        schema(),
        names.cloud().bulk().transformation().map(JobParameters::transformation),
        names.files().gs(names.files().bulkOutput()),
        new Units.Bytes(bulk.commitBytes()),
        "MEDIUM");
  }

  /** What the workers' connections are told beside the address, in the driver's own words. */
  private String jdbcProperties() {
    String mode = names.settings().source().sslMode();
    if (!isMysql()) {
      return "sslmode=" + mode;
    }
    return switch (mode) {
      case "disable" -> "sslMode=DISABLED";
      case "require" -> "sslMode=REQUIRED";
      default -> "sslMode=PREFERRED";
    };
  }

  /** The template's own default is MySQL's, whatever the dialect. */
  private String driver() {
    return isMysql() ? "com.mysql.jdbc.Driver" : "org.postgresql.Driver";
  }

  /** MySQL has no schemas inside a database. */
  private Optional<String> namespace() {
    return isMysql() ? Optional.empty() : Optional.of(names.settings().source().schemas().get(0));
  }

  /** One job for all shards. */
  private BulkLoadParameters ourBulk() {
    Map<String, SourceShard> all = names.sources().all();
    SourceShard first = all.values().iterator().next();
    Settings.Target target = names.settings().target();
    Settings.Bulk bulk = names.settings().bulk();
    return new BulkLoadParameters(
        dialect(),
        address(first),
        first.user(),
        first.password(),
        bulk.partitionRows(),
        bulk.workers(),
        target.project(),
        target.instance(),
        target.database(),
        "",
        names.files().place(),
        names.files().targetSchema(),
        bulk.commitCells(),
        bulk.commitBytes(),
        names.settings().source().shardIdColumn().orElse(""),
        ShardAddress.toText(all.values().stream().flatMap(shard -> named(shard).stream()).toList()),
        names.cloud().endpoints().toText());
  }

  /** Empty for the one database of a source without shards. */
  private Optional<ShardAddress> named(SourceShard shard) {
    return shard
        .name()
        .map(name -> new ShardAddress(name, address(shard), shard.user(), shard.password()));
  }

  /** In the words of our own jobs' drivers. */
  private String address(SourceShard shard) {
    String mode = names.settings().source().sslMode();
    return isMysql()
        ? SourceAddress.mysql(shard.host(), shard.port(), shard.database(), mode)
        : SourceAddress.postgresql(shard.host(), shard.port(), shard.database(), mode);
  }

  /** Dataflow hands {@code num_workers} on as this option; the provider refuses both together. */
  private static Map<String, String> withoutWorkers(Map<String, String> parameters) {
    Map<String, String> rest = new TreeMap<>(parameters);
    rest.remove("numWorkers");
    return rest;
  }

  private String sourceType() {
    return isMysql() ? "mysql" : "postgresql";
  }

  private String dialect() {
    return isMysql() ? "MYSQL" : "POSTGRESQL";
  }

  private boolean isMysql() {
    return names.settings().route() == Settings.Route.MYSQL_TO_SPANNER;
  }
}
