package dev.crossover.contract;

import java.util.Optional;

/** How Google's templates may find the target's tables and columns. */
final class MappingRules {
  private static final String FILE = "gs://[^/]+/.*[^/]";

  private final Settings settings;
  private final GoogleCloud cloud;
  private final Problems problems;

  private MappingRules(Settings settings, GoogleCloud cloud, Problems problems) {
    this.settings = settings;
    this.cloud = cloud;
    this.problems = problems;
  }

  static void check(Settings settings, GoogleCloud cloud, Problems problems) {
    MappingRules rules = new MappingRules(settings, cloud, problems);
    rules.files();
    rules.shardIdColumn();
  }

  private void files() {
    GoogleCloud.Mapping mapping = cloud.mapping();
    file("session_file", mapping.sessionFile());
    file("schema_overrides_file", mapping.schemaOverridesFile());
    file("shard_context_file", mapping.shardContextFile());
    boolean overrides =
        mapping.schemaOverridesFile().isPresent() || settings.schema().mappingFile().isPresent();
    if (mapping.sessionFile().isPresent() && overrides) {
      problems.cloud(
          "mapping.session_file",
          "names all tables and columns already, and the templates take one file; remove"
              + " schema.mapping_file and mapping.schema_overrides_file, or the session file");
    }
    if (mapping.shardContextFile().isPresent() && settings.source().shards().isEmpty()) {
      problems.cloud("mapping.shard_context_file", "is about source.shards; remove it");
    }
  }

  private void file(String key, Optional<String> file) {
    file.ifPresent(
        path -> {
          problems.pattern("mapping." + key, path, FILE);
          if (cloud.live().template() == GoogleJobs.Template.CROSSOVER
              && cloud.bulk().template() == GoogleJobs.Template.CROSSOVER) {
            problems.cloud("mapping." + key, "is read by Google's templates only; remove it");
          }
        });
  }

  /** Only a session file makes Google's templates fill the column; ours fill it by themselves. */
  private void shardIdColumn() {
    boolean google =
        cloud.live().template() == GoogleJobs.Template.GOOGLE
            || cloud.bulk().template() == GoogleJobs.Template.GOOGLE;
    if (google
        && settings.source().shardIdColumn().isPresent()
        && cloud.mapping().sessionFile().isEmpty()) {
      problems.add(
          "source.shard_id_column needs google_cloud.mapping.session_file, which has Google's"
              + " templates fill it; set it");
    }
  }
}
