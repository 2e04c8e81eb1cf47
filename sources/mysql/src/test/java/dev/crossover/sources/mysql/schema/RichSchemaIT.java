package dev.crossover.sources.mysql.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import dev.crossover.contract.Settings.Schema.Indexes;
import dev.crossover.engine.schema.MappingFile;
import dev.crossover.engine.schema.SchemaOptions;
import dev.crossover.engine.schema.SchemaPlan;
import dev.crossover.engine.schema.SchemaPlanner;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.ServerKind;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.ddl.SpannerSchemaApplier;
import dev.crossover.targets.spanner.schema.SpannerSchemaPlanner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** What becomes of everything that a schema may have; nothing is left out in silence. */
@OnEveryServer
class RichSchemaIT {
  @Parameter ServerKind server;

  private static final SchemaPlanner PLANNER = new SpannerSchemaPlanner();

  private static final String SPOT_AS_TEXT =
      "{\"tables\": {\"rich.shop\": {\"columns\": {\"spot\": {\"type\": \"STRING(MAX)\"}}}}}";

  private String file(String name) throws IOException {
    try (InputStream file =
        RichSchemaIT.class.getResourceAsStream(
            "/schema/" + server.name().toLowerCase(Locale.ROOT) + "/" + name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  private static SchemaPlan plan(MysqlTestSource source, String mapping) {
    List<String> schemas = List.of(source.name());
    return PLANNER.plan(
        new MysqlCatalogue(source.database()).read(schemas, List.of()),
        new SchemaOptions(
            schemas,
            List.of(),
            Indexes.BEFORE_LOAD,
            MappingFile.parse(mapping, "mapping.json", PLANNER::requireType)));
  }

  @Test
  void movesWhatMeansTheSameAndNamesEverythingElse() throws IOException {
    try (MysqlTestSource source =
            MysqlTestSource.named(server, "rich", asItsOwnClient(file("rich.sql")));
        SpannerDatabase target = TestSpanner.create(List.of())) {
      SchemaPlan plan = plan(source, SPOT_AS_TEXT);

      assertThat(plan.refusals()).isEmpty();
      assertThat(String.join(";\n", plan.scripts().beforeLoad().statements()))
          .isEqualTo(file("rich.spanner.sql"));
      assertThat(plan.reportText())
          .contains(file("rich.notmoved.txt"), file("rich.objects.txt"))
          .contains(
              "table rich.order: its column hidden is invisible in the source",
              "table rich.order: what was ordered",
              "column rich.order.id: counted");
      assertThat(plan.source().table(TableName.parse("rich.visit")).orElseThrow().partitions())
          .containsExactly(TableName.parse("rich.visit#early"), TableName.parse("rich.visit#late"));
      new SpannerSchemaApplier(target).apply(plan.scripts().beforeLoad());
    }
  }

  @Test
  void refusesWhatCannotBeMovedWithTheWayOut() {
    assumeThat(server).isEqualTo(ServerKind.MARIADB);
    try (MysqlTestSource source =
        MysqlTestSource.create(
            """
            CREATE TABLE versioned (id int PRIMARY KEY, n int) WITH SYSTEM VERSIONING;
            CREATE TABLE packed (id int PRIMARY KEY, t varchar(99) COMPRESSED);
            CREATE TABLE slow (id int PRIMARY KEY) ENGINE = MyISAM;
            CREATE TABLE keyless (id int);
            CREATE TABLE spots (id int PRIMARY KEY, p point);
            CREATE TABLE made (id int PRIMARY KEY, s varchar(9), u varchar(9) AS (upper(s)))
            """)) {
      String name = source.name();

      assertThat(plan(source, "{}").refusals())
          .extracting(refusal -> refusal.message())
          .satisfiesExactlyInAnyOrder(
              one -> assertThat(one).contains(name + ".versioned", "DROP SYSTEM VERSIONING"),
              one -> assertThat(one).contains(name + ".packed", "column t is COMPRESSED"),
              one -> assertThat(one).contains(name + ".slow", "ENGINE = InnoDB"),
              one -> assertThat(one).contains(name + ".keyless", "ADD PRIMARY KEY"),
              one -> assertThat(one).contains(name + ".spots.p", "\"type\": \"STRING(MAX)\""),
              one -> assertThat(one).contains(name + ".made.u", "generated_as"));
    }
  }

  @Test
  void namesThePeriodsWhoseColumnsAreMoved() {
    assumeThat(server).isEqualTo(ServerKind.MARIADB);
    try (MysqlTestSource source =
        MysqlTestSource.create(
            "CREATE TABLE booking (id int PRIMARY KEY, since date, until date,"
                + " PERIOD FOR stay (since, until))")) {
      assertThat(plan(source, "{}").reportText())
          .contains("period stay of " + source.name() + ".booking: its columns are moved");
    }
  }

  @Test
  void aMappingFileChangesNamesTypesAndGeneratedColumns() {
    try (MysqlTestSource source =
            MysqlTestSource.create(
                server,
                """
                CREATE TABLE made (id bigint unsigned AUTO_INCREMENT PRIMARY KEY, s varchar(9),
                  old int, n decimal(60,20), u varchar(9) AS (upper(s)));
                CREATE TABLE scratch (id int)
                """);
        SpannerDatabase target = TestSpanner.create(List.of())) {
      SchemaPlan plan =
          plan(
              source,
              """
{"tables": {"%1$s.scratch": {"skip": true}, "%1$s.made": {"rename": "done", "columns": {
  "id": {"type": "INT64"}, "old": {"skip": true}, "n": {"type": "NUMERIC"},
  "s": {"rename": "word"}, "u": {"generated_as": "UPPER(word)"}}}}}
"""
                  .formatted(source.name()));

      assertThat(plan.orThrow().scripts().beforeLoad().statements())
          .contains(
              """
              CREATE TABLE `done` (
                `id` INT64 NOT NULL DEFAULT (GET_NEXT_SEQUENCE_VALUE(SEQUENCE `made_id`)),
                `word` STRING(9),
                `n` NUMERIC,
                `u` STRING(9) AS (UPPER(word)) STORED
              ) PRIMARY KEY (`id`)\
              """
                  .strip());
      new SpannerSchemaApplier(target).apply(plan.scripts().beforeLoad());
    }
  }

  private static final List<String> CHECKS =
      List.of(
          "i > 0",
          "i <> j",
          "i BETWEEN -2 AND j",
          "i NOT BETWEEN 1 AND 5",
          "i + 2 * j - 1 <= 10",
          "-i < 3",
          "n >= 0.50",
          "n IN (1, 2.5, -3)",
          "n > i",
          "b <> 0",
          "NOT b OR i > 3",
          "b IS NOT TRUE AND (i IS NULL OR j IS NOT NULL)",
          "(i > 0) = true",
          "(i IS NULL) = (j IS NULL)",
          "d >= '2020-02-29'",
          "d IN ('1999-12-31', '2020-02-29')",
          "s = 'it''s'",
          "s IN ('a', 'b\\\\n', '')",
          "s NOT IN ('a', 'x')",
          "s LIKE 'a_%'",
          "s NOT LIKE '%b%'",
          "concat(s, v, i) IS NULL",
          "char_length(v) = 3",
          "trim(s) = 'a'",
          "coalesce(s, 'none') = 'none'",
          "ifnull(i, 7) = 7");

  private static final List<String> ROWS =
      List.of(
          "0, 0, 0, 1, DATE '2020-02-29', '', ''",
          "1, 2, 2.5, 0, DATE '1999-12-31', 'a', 'abc'",
          "-3, -3, -3, NULL, DATE '9999-12-31', 'it''s', 'A'",
          "5, 9223372036854775, 0.499, 1, NULL, 'abb', NULL",
          "NULL, NULL, NULL, NULL, NULL, NULL, NULL",
          "2147483647, 1, 99.999, 2, DATE '2020-03-01', ' a ', 'été'",
          "7, NULL, 7, -1, DATE '2020-02-28', 'none', 'a  '");

  /** The two decide alike for every row, which is more than that the target takes what is moved. */
  @Test
  void everyCheckThatIsMovedDecidesAlikeOnBothSides() {
    String columns =
        "(id int PRIMARY KEY, i int, j bigint, n decimal(12,3), b tinyint(1), d date,"
            + " s varchar(10) COLLATE %s, v varchar(10)".formatted(collationOfCodePoints());
    StringBuilder create = new StringBuilder("CREATE TABLE c " + columns);
    for (int i = 0; i < CHECKS.size(); i++) {
      create.append(", CONSTRAINT k%02d CHECK (%s)".formatted(i, CHECKS.get(i)));
    }
    create.append(");\nCREATE TABLE unchecked " + columns + ")");
    try (MysqlTestSource source =
        MysqlTestSource.create(server, asItsOwnClient(create.toString()))) {
      SchemaPlan plan = plan(source, "{}");
      String table =
          plan.scripts().beforeLoad().statements().stream()
              .filter(sql -> sql.startsWith("CREATE TABLE `c`"))
              .findFirst()
              .orElseThrow();
      Map<String, String> moved = checks(table);
      try (SpannerDatabase target =
          TestSpanner.create(List.of(table.replaceFirst("(?s),\\n  CONSTRAINT .*\\n\\)", "\n)")))) {
        fill(source, target);
        for (int i = 0; i < CHECKS.size(); i++) {
          String condition = moved.getOrDefault("k%02d".formatted(i), "not moved");
          assertThat(decided(target, condition))
              .as(CHECKS.get(i) + " became " + condition)
              .isEqualTo(decided(source, CHECKS.get(i)));
        }
      }
    }
  }

  /** MySQL cannot read its own text of a check again in the mode that our sessions have. */
  private String asItsOwnClient(String sql) {
    return server == ServerKind.MARIADB
        ? sql
        : "SET @mode = @@sql_mode;\nSET sql_mode = 'STRICT_ALL_TABLES';\n"
            + sql
            + ";\nSET sql_mode = @mode";
  }

  private String collationOfCodePoints() {
    return server == ServerKind.MARIADB ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin";
  }

  private static Map<String, String> checks(String table) {
    Map<String, String> checks = new LinkedHashMap<>();
    Matcher check = Pattern.compile("  CONSTRAINT `(.*?)` CHECK \\((.*)\\),?").matcher(table);
    while (check.find()) {
      checks.put(check.group(1), check.group(2));
    }
    return checks;
  }

  private static void fill(MysqlTestSource source, SpannerDatabase target) {
    List<Statement> inserts = new ArrayList<>();
    List<String> script = new ArrayList<>();
    for (int i = 0; i < ROWS.size(); i++) {
      String insert =
          "INSERT INTO c (id, i, j, n, b, d, s, v) VALUES (%d, %s)".formatted(i, ROWS.get(i));
      script.add(insert.replace("INTO c", "INTO unchecked"));
      inserts.add(Statement.of(insert.replace("''s'", "\\'s'")));
    }
    source.execute(String.join(";\n", script));
    target
        .client()
        .readWriteTransaction()
        .run(transaction -> List.of(transaction.batchUpdate(inserts)));
  }

  private static List<String> decided(MysqlTestSource source, String condition) {
    return new MysqlQuery(source.database(), "the rows")
        .list(
            "SELECT CASE WHEN %1$s THEN 'true' WHEN NOT (%1$s) THEN 'false' END FROM unchecked ORDER BY id"
                .formatted(condition.replace("\\\\", "\\")),
            row -> String.valueOf(row.getString(1)));
  }

  private static List<String> decided(SpannerDatabase target, String condition) {
    List<String> decided = new ArrayList<>();
    try (ResultSet rows =
        target
            .client()
            .singleUse()
            .executeQuery(
                Statement.of("SELECT CAST(" + condition + " AS STRING) FROM c ORDER BY id"))) {
      while (rows.next()) {
        decided.add(rows.isNull(0) ? "null" : rows.getString(0));
      }
    }
    return decided;
  }
}
