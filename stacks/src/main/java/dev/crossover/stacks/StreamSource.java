package dev.crossover.stacks;

import dev.crossover.contract.GoogleCapture;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SourceShard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a stream reads: the block of the source's kind. */
record StreamSource(ResourceNames names, SourceShard shard) {

  Map<String, Object> block() {
    return names.settings().route() == Settings.Route.MYSQL_TO_SPANNER ? mysql() : postgresql();
  }

  private Map<String, Object> mysql() {
    GoogleCapture capture = names.cloud().capture();
    Map<String, Object> block = new TreeMap<>();
    block.put("max_concurrent_cdc_tasks", capture.maxConcurrentTasks());
    block.put(
        "include_objects",
        Map.of(
            "mysql_databases",
            List.of(Map.of("database", shard.database()), sentinels("mysql", "database"))));
    exclude(block, "mysql", "database");
    block.put(
        capture.mysqlLog() == GoogleCapture.MysqlLog.GTID ? "gtid" : "binary_log_position",
        Map.of());
    return block;
  }

  private Map<String, Object> postgresql() {
    Settings.Capture capture = names.settings().capture();
    Map<String, Object> block = new TreeMap<>();
    block.put("publication", capture.publication());
    block.put("replication_slot", capture.slot());
    block.put(
        "include_objects",
        Map.of(
            "postgresql_schemas",
            Stream.concat(
                    names.settings().source().schemas().stream()
                        .map(schema -> Map.<String, Object>of("schema", schema)),
                    Stream.of(sentinels("postgresql", "schema")))
                .toList()));
    exclude(block, "postgresql", "schema");
    return block;
  }

  /** They tell how far the stream is, which says nothing of that itself. */
  private static Map<String, Object> sentinels(String kind, String parent) {
    Map<String, Object> table = Map.of("table", ResourceNames.SENTINEL_TABLE);
    return new TreeMap<>(
        Map.of(parent, ResourceNames.SENTINEL_SCHEMA, kind + "_tables", List.of(table)));
  }

  /** A stream cannot exclude by pattern; what a pattern excludes is left out when applying. */
  private void exclude(Map<String, Object> block, String kind, String parent) {
    Map<String, List<Map<String, String>>> tables = new TreeMap<>();
    for (String name : names.settings().source().excludeTables()) {
      String[] parts = name.split("\\.", 2);
      if (parts.length == 2 && !name.contains("*")) {
        tables.computeIfAbsent(parts[0], p -> new ArrayList<>()).add(Map.of("table", parts[1]));
      }
    }
    if (!tables.isEmpty()) {
      block.put(
          "exclude_objects",
          Map.of(
              kind + "_" + parent + "s",
              tables.entrySet().stream()
                  .map(e -> Map.of(parent, e.getKey(), kind + "_tables", e.getValue()))
                  .toList()));
    }
  }
}
