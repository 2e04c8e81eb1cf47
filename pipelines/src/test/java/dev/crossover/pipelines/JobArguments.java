package dev.crossover.pipelines;

import dev.crossover.contract.ApplyChangesParameters;
import dev.crossover.contract.BulkLoadParameters;
import dev.crossover.contract.SecretReference;
import dev.crossover.engine.changes.TestChanges;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.platforms.local.DirectoryBucket;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.apache.beam.sdk.extensions.gcp.storage.NoopPathValidator;

/**
 * What jobs are started with that keep their files in a folder.
 *
 * @param work has the password and the folder {@code bucket}
 */
record JobArguments(Path work, SpannerDatabase target) {
  static final String SHADOW_TABLE_PREFIX = "crossover_shadow_";

  /** Where the target's schema is in the bucket. */
  static final String SCHEMA = "schema/target-schema.json";

  /** Of a bulk load, for Beam's direct runner. */
  String[] bulkLoad(TestSource source, int partitionRows) throws IOException {
    return here(bulkLoadParameters(source, partitionRows).toArguments());
  }

  BulkLoadParameters bulkLoadParameters(TestSource source, int partitionRows) throws IOException {
    Path password = Files.writeString(work.resolve("password"), "postgres\n");
    return new BulkLoadParameters(
        "POSTGRESQL",
        "jdbc:postgresql://127.0.0.1:" + source.port() + "/" + source.name(),
        "postgres",
        SecretReference.parse("file:" + password),
        partitionRows,
        2,
        target.id().getInstanceId().getProject(),
        target.id().getInstanceId().getInstance(),
        target.id().getDatabase(),
        TestSpanner.emulatorHost(),
        bucket(),
        SCHEMA,
        4_000,
        10_000_000L,
        "",
        "",
        "");
  }

  /** Of a live job. */
  ApplyChangesParameters applyChanges() {
    return new ApplyChangesParameters(
        "postgresql",
        bucket(),
        "changes/",
        target.id().getInstanceId().getProject(),
        target.id().getInstanceId().getInstance(),
        target.id().getDatabase(),
        TestSpanner.emulatorHost(),
        "dead-letters",
        SHADOW_TABLE_PREFIX,
        SCHEMA,
        5,
        1,
        1_000,
        200,
        "",
        "",
        "",
        "");
  }

  /** The direct runner would open more connections than a test's server has. */
  static String[] here(List<String> parameters) {
    List<String> arguments = new ArrayList<>(parameters);
    arguments.add("--targetParallelism=2");
    return arguments.toArray(new String[0]);
  }

  /**
   * As Dataflow's launcher calls a flex template: the job is written down and not run.
   *
   * @param graph the file that it is written to
   */
  static String[] template(List<String> parameters, Path graph) {
    List<String> arguments = new ArrayList<>(parameters);
    arguments.add("--runner=DataflowRunner");
    arguments.add("--templateLocation=" + graph);
    arguments.add("--project=shop");
    arguments.add("--region=europe-west4");
    arguments.add("--gcpTempLocation=gs://shop/temp");
    arguments.add("--filesToStage=" + graph.getParent().resolve("nothing.jar"));
    arguments.add("--stagerClass=" + NoStager.class.getName());
    arguments.add("--pathValidatorClass=" + NoopPathValidator.class.getName());
    arguments.add("--credentialFactoryClass=" + NoopCredentialFactory.class.getName());
    return arguments.toArray(new String[0]);
  }

  /** Puts the target's schema where the jobs look for it. */
  void write(TargetSchema schema) {
    new DirectoryBucket(Path.of(bucket()))
        .write(SCHEMA, schema.toJson().getBytes(StandardCharsets.UTF_8));
  }

  private String bucket() {
    return work.resolve("bucket").toString();
  }

  /** Changes of the sentinel, none yet. */
  static TestChanges sentinel() {
    return TestChanges.of(
        "crossover.sentinel",
        Map.of(
            "id",
            Schema.create(Schema.Type.LONG),
            "token",
            Schema.create(Schema.Type.STRING),
            "written_at",
            Schema.create(Schema.Type.STRING)));
  }
}
