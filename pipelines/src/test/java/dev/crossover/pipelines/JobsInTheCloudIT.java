package dev.crossover.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import dev.crossover.contract.ApplyChangesParameters;
import dev.crossover.contract.BulkLoadParameters;
import dev.crossover.contract.SecretReference;
import dev.crossover.contract.Settings.Schema.Indexes;
import dev.crossover.contract.ShardAddress;
import dev.crossover.contract.SourceAddress;
import dev.crossover.engine.changes.TestChanges;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.schema.Mapping;
import dev.crossover.engine.schema.SchemaOptions;
import dev.crossover.engine.schema.SchemaPlan;
import dev.crossover.engine.shards.ShardColumn;
import dev.crossover.engine.shards.ShardedSource;
import dev.crossover.engine.source.SourceReading;
import dev.crossover.engine.target.Phases;
import dev.crossover.platforms.googlecloud.fake.FakeCloudStorage;
import dev.crossover.platforms.googlecloud.fake.FakeSecretManager;
import dev.crossover.platforms.googlecloud.fake.NotifiedTopic;
import dev.crossover.platforms.googlecloud.fake.PubsubEmulator;
import dev.crossover.sources.mysql.MysqlReading;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.postgresql.PostgresqlReading;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.targets.spanner.SpannerTarget;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.apply.ShadowTable;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.ddl.SpannerSchemaApplier;
import dev.crossover.targets.spanner.ledger.SpannerFileLedger;
import dev.crossover.targets.spanner.ledger.SpannerPartitionLedger;
import dev.crossover.targets.spanner.schema.SpannerSchemaPlanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs with all they need in the cloud: no path of the machine that starts them. */
class JobsInTheCloudIT {
  private static final String PREFIX = JobArguments.SHADOW_TABLE_PREFIX;
  private static final String PASSWORD = "projects/shop/secrets/source/versions/1";
  private static final long DEADLINE_SECONDS = 120;

  @TempDir private Path elsewhere;

  private final FakeCloudStorage storage = new FakeCloudStorage("shop-files", "root/changes/");
  private final FakeSecretManager secrets = new FakeSecretManager();

  @AfterEach
  void end() {
    storage.close();
    secrets.close();
  }

  @Test
  void theBulkJobLoadsPostgresql() {
    String rows =
        "CREATE TABLE event (id int PRIMARY KEY, name text, seen timestamptz);"
            + "INSERT INTO event VALUES (1, 'ä', '2026-01-02 03:04:05+00'), (2, NULL, 'infinity')";
    try (TestSource source = TestSource.create(rows)) {
      secrets.put(PASSWORD, "postgres\n");
      assertThat(
              loaded(
                  new PostgresqlReading(source.database()),
                  "public",
                  new From(
                      "POSTGRESQL",
                      SourceAddress.postgresql("127.0.0.1", source.port(), source.name(), "prefer"),
                      "postgres")))
          .containsExactly("1 ä 2026-01-02T03:04:05Z");
    }
    assertThat(secrets.reads()).isPositive();
    assertThat(deadLetters()).hasSize(1);
  }

  @Test
  void theBulkJobLoadsMysql() {
    String rows =
        "CREATE TABLE event (id int PRIMARY KEY, name varchar(20), seen timestamp(6) NULL);\n"
            + "INSERT INTO event VALUES (1, 'ä', '2026-01-02 03:04:05'), (2, '', NULL)";
    try (MysqlTestSource source = MysqlTestSource.create(rows)) {
      secrets.put(PASSWORD, MysqlTestSource.PASSWORD);
      assertThat(
              loaded(
                  new MysqlReading(source.database()),
                  source.name(),
                  new From(
                      "MYSQL",
                      SourceAddress.mysql("127.0.0.1", source.port(), source.name(), "prefer"),
                      source.user())))
          .containsExactly("1 ä 2026-01-02T03:04:05Z", "2  null");
    }
    assertThat(deadLetters()).isEmpty();
  }

  @Test
  void theBulkJobLoadsAllShards() {
    String rows = "CREATE TABLE event (id int PRIMARY KEY, name text, seen timestamptz);";
    try (TestSource eu = TestSource.create(rows + "INSERT INTO event VALUES (1, 'eu', NULL)");
        TestSource us = TestSource.create(rows + "INSERT INTO event VALUES (1, 'us', NULL)")) {
      secrets.put(PASSWORD, "postgres");
      assertThat(
              loaded(
                  ShardedSource.reading(
                      Map.of(
                          "eu", new PostgresqlReading(eu.database()),
                          "us", new PostgresqlReading(us.database())),
                      new ShardColumn("shard")),
                  "public",
                  new From(
                      "POSTGRESQL",
                      "jdbc:none",
                      "none",
                      List.of(shard("eu", eu), shard("us", us)))))
          .containsExactly("1 eu null", "1 us null");
    }
  }

  private static ShardAddress shard(String name, TestSource source) {
    return new ShardAddress(
        name,
        SourceAddress.postgresql("127.0.0.1", source.port(), source.name(), "prefer"),
        "postgres",
        SecretReference.parse("secret-manager:" + PASSWORD));
  }

  /** What the bulk job reads. */
  private record From(String dialect, String address, String user, List<ShardAddress> shards) {
    From(String dialect, String address, String user) {
      this(dialect, address, user, List.of());
    }
  }

  private List<String> loaded(SourceReading reading, String schema, From from) {
    try (SpannerDatabase target = TestSpanner.create(SpannerPartitionLedger.ddl())) {
      Phases.move(new SpannerTarget(target, true, PREFIX), Phase.BULK_LOADING);
      SchemaPlan plan = plan(reading, schema);
      new SpannerSchemaApplier(target).apply(plan.scripts().beforeLoad());
      BulkLoadParameters parameters =
          new BulkLoadParameters(
              from.dialect(),
              from.address(),
              from.user(),
              SecretReference.parse("secret-manager:" + PASSWORD),
              100,
              2,
              target.id().getInstanceId().getProject(),
              target.id().getInstanceId().getInstance(),
              target.id().getDatabase(),
              TestSpanner.emulatorHost(),
              "gs://shop-files/root",
              JobArguments.SCHEMA,
              4_000,
              10_000_000L,
              from.shards().isEmpty() ? "" : "shard",
              ShardAddress.toText(from.shards()),
              "secret_manager=%s,storage=%s".formatted(secrets.url(), storage.url()));
      assertThat(BulkLoadJob.exitCode(JobArguments.here(parameters.toArguments()))).isZero();
      return rows(target, "SELECT CAST(id AS STRING), name, seen FROM event ORDER BY id, name");
    }
  }

  @Test
  void theLiveJobAppliesTheChangesOfItsShard() throws Exception {
    try (TestSource source =
            TestSource.create("CREATE TABLE customer (id int PRIMARY KEY, name text)");
        PubsubEmulator pubsub = PubsubEmulator.start(Path.of("target", "pubsub-emulator.log"));
        NotifiedTopic topic = new NotifiedTopic(pubsub.url(), "shop", "changes-eu")) {
      SchemaPlan plan =
          plan(
              ShardedSource.reading(
                  Map.of("eu", new PostgresqlReading(source.database())), new ShardColumn("shard")),
              "public");
      List<String> ddl = new ArrayList<>(ShadowTable.ddl(plan.target(), PREFIX));
      ddl.addAll(SpannerFileLedger.DDL);
      try (SpannerDatabase target = TestSpanner.create(ddl)) {
        new SpannerSchemaApplier(target).apply(plan.scripts().beforeLoad());
        Phases.move(new SpannerTarget(target, true, PREFIX), Phase.APPLYING);
        Process job = start(parameters(target, pubsub, topic));
        try {
          change("public_customer", "00/told.avro", "public.customer", 1, "Ada");
          topic.tell("shop-files", "root/changes/eu/public_customer/2026/01/01/10/00/told.avro");
          change("public_customer", "01/untold.avro", "public.customer", 2, "Grace");
          change("public_other", "01/unknown.avro", "public.other", 3, "Joan");
          await(job, () -> applied().size() == 3);
        } finally {
          job.destroyForcibly().waitFor();
        }
        assertThat(rows(target, "SELECT shard, CAST(id AS STRING), name FROM customer ORDER BY id"))
            .containsExactly("eu 1 Ada", "eu 2 Grace");
      }
    }
    assertThat(deadLetters()).hasSize(1);
    assertThat(elsewhere).isEmptyDirectory();
  }

  private ApplyChangesParameters parameters(
      SpannerDatabase target, PubsubEmulator pubsub, NotifiedTopic topic) {
    return new ApplyChangesParameters(
        "postgresql",
        "gs://shop-files/root/",
        "changes/eu/",
        target.id().getInstanceId().getProject(),
        target.id().getInstanceId().getInstance(),
        target.id().getDatabase(),
        TestSpanner.emulatorHost(),
        "dead-letters/",
        PREFIX,
        JobArguments.SCHEMA,
        5,
        2,
        1_000,
        500,
        "shard",
        "eu",
        topic.subscription(),
        "pubsub=%s,storage=%s".formatted(pubsub.url(), storage.url()));
  }

  private SchemaPlan plan(SourceReading reading, String schema) {
    SchemaPlan plan =
        new SpannerSchemaPlanner()
            .plan(
                reading.catalogue().read(List.of(schema), List.of()),
                new SchemaOptions(List.of(schema), List.of(), Indexes.BEFORE_LOAD, Mapping.NONE))
            .orThrow();
    storage
        .objects()
        .put(
            "root/" + JobArguments.SCHEMA, plan.target().toJson().getBytes(StandardCharsets.UTF_8));
    return plan;
  }

  private void change(String object, String file, String table, long id, String name) {
    storage
        .objects()
        .put(
            "root/changes/eu/%s/2026/01/01/10/%s".formatted(object, file),
            TestChanges.of(
                    table,
                    Map.of(
                        "id",
                        Schema.create(Schema.Type.LONG),
                        "name",
                        Schema.create(Schema.Type.STRING)))
                .change("INSERT", 1_000 + id, Map.of("id", id, "name", name))
                .toBytes());
  }

  private List<String> applied() {
    return named("root/applied/changes/eu/");
  }

  private List<String> deadLetters() {
    return named("root/dead-letters/letters/");
  }

  private List<String> named(String prefix) {
    return storage.objects().names().stream().filter(name -> name.startsWith(prefix)).toList();
  }

  private static List<String> rows(SpannerDatabase target, String query) {
    List<String> rows = new ArrayList<>();
    try (ResultSet row = target.client().singleUse().executeQuery(Statement.of(query))) {
      while (row.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < row.getColumnCount(); i++) {
          values.add(row.isNull(i) ? "null" : row.getValue(i).getAsString());
        }
        rows.add(String.join(" ", values));
      }
    }
    return rows;
  }

  private Process start(ApplyChangesParameters parameters) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ApplyChangesJob.class.getName()));
    command.addAll(List.of(JobArguments.here(parameters.toArguments())));
    return new ProcessBuilder(command)
        .directory(elsewhere.toFile())
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(
                Path.of("target", "apply-job-in-the-cloud.log").toAbsolutePath().toFile()))
        .start();
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Process job, Condition condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!condition.holds()) {
      assertThat(job.isAlive()).as("the job runs; see target/apply-job-in-the-cloud.log").isTrue();
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      job.waitFor(100, TimeUnit.MILLISECONDS);
    }
  }
}
