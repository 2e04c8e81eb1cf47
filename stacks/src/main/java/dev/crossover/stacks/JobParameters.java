package dev.crossover.stacks;

import dev.crossover.contract.ApplyChangesParameters;
import dev.crossover.contract.BulkLoadParameters;
import dev.crossover.contract.GoogleBulkParameters;
import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.GoogleLiveParameters;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What jobs are started with, for our templates and for Google's. */
record JobParameters(ResourceNames names) {

  /**
   * @param shard the shard that the job is for; empty for all
   */
  Map<String, String> live(Optional<String> shard) {
    return names.cloud().live().template() == GoogleCloud.Template.GOOGLE
        ? googleLive(shard).toMap()
        : withoutWorkers(ourLive(shard).toMap());
  }

  Map<String, String> bulk(Optional<String> shard) {
    return names.cloud().bulk().template() == GoogleCloud.Template.GOOGLE
        ? googleBulk(shard).toMap()
        : ourBulk(names.shards().get(shard.orElse(""))).toMap();
  }

  String liveTemplate() {
    return names
        .cloud()
        .live()
        .templatePath()
        .orElseGet(() -> GoogleLiveParameters.templatePath(names.cloud().region()));
  }

  String bulkTemplate() {
    return names
        .cloud()
        .bulk()
        .templatePath()
        .orElseGet(() -> GoogleBulkParameters.templatePath(names.cloud().region()));
  }

  /** The file in the bucket that tells Google's bulk template its shards. */
  String shardsFile(Optional<String> shard) {
    return names.bulkOutput() + "shards" + shard.map(name -> "-" + name).orElse("") + ".json";
  }

  private GoogleLiveParameters googleLive(Optional<String> shard) {
    Settings.Target target = names.settings().target();
    Optional<GoogleCloud.Transformation> transformation = names.cloud().live().transformation();
    boolean oneStream = shard.isPresent() || names.cloud().shards().isEmpty();
    return new GoogleLiveParameters(
        "avro",
        names.gs(names.changes(shard)),
        names.subscriptionPath(shard),
        oneStream ? Optional.of(names.streamPath(shard)) : Optional.empty(),
        target.project(),
        target.instance(),
        target.database(),
        sourceType(),
        names.gs(names.deadLetters(shard)),
        ResourceNames.SHADOW_TABLE_PREFIX,
        Optional.empty(),
        names.cloud().live().retryMinutes(),
        names.settings().live().parkedAttempts(),
        "regular",
        "HIGH",
        Optional.empty(),
        transformation.map(GoogleCloud.Transformation::jarPath),
        transformation.map(GoogleCloud.Transformation::className),
        transformation.flatMap(GoogleCloud.Transformation::customParameters),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private ApplyChangesParameters ourLive(Optional<String> shard) {
    Settings.Target target = names.settings().target();
    Settings.Live live = names.settings().live();
    return new ApplyChangesParameters(
        sourceType(),
        names.gs(""),
        names.changes(shard),
        target.project(),
        target.instance(),
        target.database(),
        "",
        names.deadLetters(shard),
        ResourceNames.SHADOW_TABLE_PREFIX,
        names.targetSchema(),
        live.parkedAttempts(),
        live.workers(),
        live.batchEvents(),
        live.pollMillis());
  }

  private GoogleBulkParameters googleBulk(Optional<String> shard) {
    Settings.Target target = names.settings().target();
    Settings.Bulk bulk = names.settings().bulk();
    Optional<GoogleCloud.Transformation> transformation = names.cloud().bulk().transformation();
    return new GoogleBulkParameters(
        dialect(),
        names.gs(shardsFile(shard)),
        Optional.empty(),
        Optional.empty(),
        bulk.workers(),
        bulk.fetchRows(),
        target.project(),
        target.instance(),
        target.database(),
        names.gs(names.bulkOutput()),
        Optional.empty(),
        bulk.commitCells(),
        "MEDIUM",
        transformation.map(GoogleCloud.Transformation::jarPath),
        transformation.map(GoogleCloud.Transformation::className),
        transformation.flatMap(GoogleCloud.Transformation::customParameters));
  }

  private BulkLoadParameters ourBulk(ResourceNames.SourceShard shard) {
    Settings.Target target = names.settings().target();
    Settings.Bulk bulk = names.settings().bulk();
    return new BulkLoadParameters(
        dialect(),
        "jdbc:%s://%s:%d/%s".formatted(sourceType(), shard.host(), shard.port(), shard.database()),
        shard.user(),
        shard.password(),
        bulk.partitionRows(),
        bulk.workers(),
        target.project(),
        target.instance(),
        target.database(),
        "",
        names.gs(""),
        names.targetSchema(),
        bulk.commitCells(),
        bulk.commitBytes());
  }

  /** Dataflow hands {@code num_workers} on as this option; the provider refuses both together. */
  private static Map<String, String> withoutWorkers(Map<String, String> parameters) {
    Map<String, String> rest = new TreeMap<>(parameters);
    rest.remove("numWorkers");
    return rest;
  }

  private String sourceType() {
    return names.settings().route() == Settings.Route.MYSQL_TO_SPANNER ? "mysql" : "postgresql";
  }

  private String dialect() {
    return names.settings().route() == Settings.Route.MYSQL_TO_SPANNER ? "MYSQL" : "POSTGRESQL";
  }
}
