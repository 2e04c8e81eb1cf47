package dev.crossover.launcher.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.crossover.contract.Settings.Schema.Indexes;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.schema.Mapping;
import dev.crossover.engine.schema.SchemaOptions;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.sources.postgresql.preflight.ColumnNames;
import dev.crossover.sources.postgresql.preflight.LoggedTables;
import dev.crossover.sources.postgresql.preflight.MovedTables;
import dev.crossover.sources.postgresql.preflight.ReplicaIdentity;
import dev.crossover.sources.postgresql.preflight.ReplicationPrivileges;
import dev.crossover.sources.postgresql.preflight.SourcePrivileges;
import dev.crossover.sources.postgresql.schema.PostgresqlCatalogue;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.targets.spanner.schema.SpannerSchemaPlanner;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Does what preflight says, word for word, and asks again. */
class PreflightFixesIT {
  private static final List<String> PUBLIC = List.of("public");
  private static final Pattern STATEMENT = Pattern.compile("(?:ALTER|GRANT) [^;]*;");

  private static final String BROKEN =
      """
      CREATE TABLE fine (id int PRIMARY KEY, n int);
      CREATE TABLE indexed (code int NOT NULL, body text);
      CREATE UNIQUE INDEX indexed_code ON indexed (code);
      CREATE TABLE "order" (a int NOT NULL, "Group" int NOT NULL, n int);
      CREATE UNIQUE INDEX "select" ON "order" (a, "Group");
      CREATE TABLE backwards (code int NOT NULL);
      CREATE UNIQUE INDEX backwards_code ON backwards (code DESC);
      CREATE TABLE nulls_first (code int NOT NULL);
      CREATE UNIQUE INDEX nulls_first_code ON nulls_first (code NULLS FIRST);
      CREATE TABLE constrained (code int NOT NULL UNIQUE);
      CREATE TABLE bare (id int, body text);
      CREATE TABLE barer (n int);
      CREATE TABLE parted (at int NOT NULL, code int NOT NULL, body text) PARTITION BY RANGE (at);
      CREATE UNIQUE INDEX parted_at_code ON parted (at, code);
      CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (9);
      CREATE TABLE "Parted 2" PARTITION OF parted FOR VALUES FROM (9) TO (19);
      CREATE TABLE late (id int PRIMARY KEY DEFERRABLE);
      CREATE TABLE nothing (id int PRIMARY KEY);
      ALTER TABLE nothing REPLICA IDENTITY NOTHING;
      CREATE TABLE other (id int PRIMARY KEY, n int NOT NULL UNIQUE);
      ALTER TABLE other REPLICA IDENTITY USING INDEX other_n_key;
      CREATE UNLOGGED TABLE z_parent (id int PRIMARY KEY);
      CREATE UNLOGGED TABLE a_child (id int PRIMARY KEY REFERENCES z_parent);
      CREATE TABLE cased (id int PRIMARY KEY, "Name" int, name int, "NAME" int);
      INSERT INTO bare SELECT i % 3, 'x' FROM generate_series(1, 10) i;
      INSERT INTO parted SELECT i, i, 'x' FROM generate_series(1, 15) i;
      """;

  @Test
  void everyStatementThatIsSuggestedRunsAndSettlesItsFinding() {
    try (TestSource source = TestSource.create(BROKEN)) {
      List<Finding> before = failures(source);
      assertThat(before)
          .extracting(Finding::check)
          .contains("schema", "replica-identity", "logged-tables", "column-names");

      statements(before).forEach(source::execute);

      assertThat(failures(source)).isEmpty();
    }
  }

  @Test
  void aForeignPartitionIsDetachedAsSuggested() {
    try (TestSource source =
        TestSource.create(
            """
            CREATE TABLE far (id int) PARTITION BY RANGE (id);
            CREATE FOREIGN DATA WRAPPER nowhere;
            CREATE SERVER nowhere FOREIGN DATA WRAPPER nowhere;
            CREATE FOREIGN TABLE far_1 PARTITION OF far FOR VALUES FROM (0) TO (9) SERVER nowhere;
            """)) {
      List<Check> checks =
          List.of(new LoggedTables(new MovedTables(source.database(), PUBLIC, List.of())));
      assertThat(failures(checks)).hasSize(1);

      statements(failures(checks)).forEach(source::execute);

      assertThat(failures(checks)).isEmpty();
    }
  }

  @Test
  void aTableWithoutAKeyIsToldOneThingToDo() {
    try (TestSource source =
        TestSource.create("CREATE TABLE a (n int); CREATE TABLE b (n int NOT NULL UNIQUE)")) {
      assertThat(failures(source))
          .extracting(Finding::hint)
          .containsExactly(
              "no columns of it are unique: run ALTER TABLE \"public\".\"a\" ADD COLUMN \"id\""
                  + " bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY; (it writes the table anew"
                  + " under a lock) or add the table to source.exclude_tables and copy it yourself"
                  + " while the source is fenced",
              "run ALTER TABLE \"public\".\"b\" ADD PRIMARY KEY (\"n\"); or add the table to"
                  + " source.exclude_tables and copy it yourself while the source is fenced");
    }
  }

  @Test
  void aUserWhoMayDoNothingMayDoAllAfterTheSuggestedGrants() {
    try (TestSource source =
        TestSource.create(
            """
            CREATE SCHEMA "Own Place";
            CREATE TABLE "Own Place"."order" (id int PRIMARY KEY);
            CREATE TABLE album (id int PRIMARY KEY);
            ALTER TABLE album ENABLE ROW LEVEL SECURITY;
            DROP ROLE IF EXISTS "fix me"; CREATE ROLE "fix me" LOGIN PASSWORD 'x';
            DROP ROLE IF EXISTS "own er"; CREATE ROLE "own er";
            ALTER TABLE "Own Place"."order" OWNER TO "own er";
            ALTER TABLE album OWNER TO "own er";
            """)) {
      String url = "jdbc:postgresql://127.0.0.1:" + source.port() + "/" + source.name();
      try (PostgresqlDatabase reader = PostgresqlDatabase.open(url, "fix me", "x", 2)) {
        MovedTables tables = new MovedTables(reader, List.of("public", "Own Place"), List.of());
        List<Check> checks =
            List.of(new SourcePrivileges(tables), new ReplicationPrivileges(tables));
        assertThat(failures(checks)).hasSizeGreaterThan(2);

        statements(failures(checks)).forEach(source::execute);

        assertThat(failures(checks)).isEmpty();
      }
    }
  }

  @Test
  void aTableThatIsExcludedAsAdvisedSaysHowManyRowsStayBehind() {
    try (TestSource source = TestSource.create(BROKEN + "; ANALYZE")) {
      assertThat(schema(source, List.of("public.parted")).look())
          .extracting(Finding::verdict, Finding::observed)
          .contains(
              tuple(
                  Finding.Verdict.WARNING,
                  "table public.parted is not moved (source.exclude_tables names it): about 15"
                      + " rows stay behind"));
    }
  }

  private static Check schema(TestSource source, List<String> excluded) {
    SchemaOptions options = new SchemaOptions(PUBLIC, excluded, Indexes.BEFORE_LOAD, Mapping.NONE);
    return new SchemaIsMovable(
        () ->
            new SpannerSchemaPlanner()
                .plan(new PostgresqlCatalogue(source.database()).read(PUBLIC, excluded), options),
        source.sizes());
  }

  private static List<Finding> failures(TestSource source) {
    MovedTables tables = new MovedTables(source.database(), PUBLIC, List.of());
    return failures(
        List.of(
            schema(source, List.of()),
            new SourcePrivileges(tables),
            new ReplicationPrivileges(tables),
            new ReplicaIdentity(tables),
            new LoggedTables(tables),
            new ColumnNames(tables)));
  }

  private static List<Finding> failures(List<Check> checks) {
    List<Finding> failures = new ArrayList<>();
    checks.forEach(
        check ->
            check.look().stream()
                .filter(finding -> finding.verdict() == Finding.Verdict.FAIL)
                .forEach(failures::add));
    return failures;
  }

  private static List<String> statements(List<Finding> findings) {
    return findings.stream()
        .flatMap(finding -> STATEMENT.matcher(finding.hint()).results())
        .map(MatchResult::group)
        .distinct()
        .toList();
  }
}
