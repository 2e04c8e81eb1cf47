package dev.crossover.stacks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.google.storage_bucket_object.StorageBucketObject;
import dev.crossover.contract.BucketLayout;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.constructs.Construct;

/**
 * The files in the bucket that tell Google's templates which names differ in the target and which
 * stream is which shard, made from the mapping file and the settings.
 */
final class MappingFiles extends Construct {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final List<ITerraformDependable> ready = new ArrayList<>();
  private final ChangeBucket bucket;

  /**
   * @param tfvars the folder of the settings file, which the mapping file's path starts from
   */
  MappingFiles(Construct scope, ResourceNames names, ChangeBucket bucket, Path tfvars) {
    super(scope, "mapping");
    this.bucket = bucket;
    if (names
        .files()
        .schemaOverridesFile()
        .equals(Optional.of(names.files().gs(BucketLayout.SCHEMA_OVERRIDES)))) {
      Path file = tfvars.resolve(names.settings().schema().mappingFile().orElseThrow()).normalize();
      write("overrides", BucketLayout.SCHEMA_OVERRIDES, overrides(read(file)));
    }
    if (names
        .files()
        .shardContextFile()
        .equals(Optional.of(names.files().gs(BucketLayout.SHARD_CONTEXT)))) {
      write("shards", BucketLayout.SHARD_CONTEXT, shards(names));
    }
  }

  /** What a job that reads the files waits for. */
  List<ITerraformDependable> ready() {
    return ready;
  }

  private void write(String id, String name, Object content) {
    try {
      ready.add(
          Addresses.named(
              StorageBucketObject.Builder.create(this, id)
                  .bucket(bucket.name())
                  .name(name)
                  .contentType("application/json")
                  .content(JSON.writeValueAsString(content))
                  .build()));
    } catch (JsonProcessingException e) {
      throw new LinkageError("texts can always be written", e);
    }
  }

  /** In the form of the templates' {@code SchemaFileOverride}; a table goes by its bare name. */
  private static Map<String, Object> overrides(JsonNode mapping) {
    Map<String, String> tables = new TreeMap<>();
    Map<String, Map<String, String>> columns = new TreeMap<>();
    mapping
        .path("tables")
        .properties()
        .forEach(
            entry -> {
              String table = entry.getKey().substring(entry.getKey().lastIndexOf('.') + 1);
              rename(entry.getValue()).ifPresent(name -> tables.put(table, name));
              entry
                  .getValue()
                  .path("columns")
                  .properties()
                  .forEach(
                      column ->
                          rename(column.getValue())
                              .ifPresent(
                                  name ->
                                      columns
                                          .computeIfAbsent(table, t -> new TreeMap<>())
                                          .put(column.getKey(), name)));
            });
    return Map.of("renamedTables", tables, "renamedColumns", columns);
  }

  private static Optional<String> rename(JsonNode wishes) {
    return Optional.ofNullable(wishes.path("rename").textValue());
  }

  /** In the form of the templates' {@code JdbcShardConfig}; the live job needs no address. */
  private static Map<String, Object> shards(ResourceNames names) {
    return Map.of(
        "shardConfigs",
        names.sources().all().values().stream()
            .map(
                shard ->
                    new TreeMap<>(
                        Map.of(
                            "streamId", names.stream(shard.name()),
                            "dbName", shard.database(),
                            "logicalShardId", shard.name().orElseThrow())))
            .toList());
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new SettingsException("the mapping file " + file + " is not JSON", e);
    } catch (IOException e) {
      throw new SettingsException(
          "cannot read the mapping file " + file + "; correct schema.mapping_file", e);
    }
  }
}
