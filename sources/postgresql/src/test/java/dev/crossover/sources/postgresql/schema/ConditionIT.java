package dev.crossover.sources.postgresql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.Date;
import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.Value;
import dev.crossover.contract.Settings.Schema.Indexes;
import dev.crossover.engine.schema.Mapping;
import dev.crossover.engine.schema.SchemaOptions;
import dev.crossover.engine.schema.SchemaPlan;
import dev.crossover.engine.schema.SourceTable.SourceCheck;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.schema.SpannerSchemaPlanner;
import dev.crossover.targets.spanner.schema.SpannerType;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Decides every translated condition for the same rows on both sides. */
class ConditionIT {
  private static final Pattern CHECK = Pattern.compile("  CONSTRAINT `(.*?)` CHECK \\((.*)\\),?");
  private static final TableName CHECKED = TableName.parse("public.checked");

  private static final String COLUMNS =
      "id int PRIMARY KEY, i int, j bigint, n numeric(12,3), s text, v varchar(10), c char(3),"
          + " b bool, d date, z timestamptz, e mood";

  /** Conditions that a person would write, and that must be translated. */
  private static final List<String> TRANSLATED =
      List.of(
          "i > 0",
          "i <> j",
          "i BETWEEN -5 AND j",
          "i + 2 * j - 1 <= 10",
          "n >= 0.50",
          "n < 7",
          "n > i",
          "n IN (1, 2.5, -3)",
          "s = 'it''s'",
          "s IN ('a', 'b\\n', '')",
          "s NOT IN ('a', 'x')",
          "v IN ('a', 'abc')",
          "v <> s",
          "s LIKE 'a_%'",
          "v NOT LIKE '%b%'",
          "length(s) > 1",
          "char_length(v) = 3",
          "btrim(s) <> ''",
          "coalesce(s, v) = 'abc'",
          "c = 'a'",
          "c IN ('ab', 'abc')",
          "b",
          "NOT b OR i > 3",
          "b IS NOT TRUE AND (i IS NULL OR j IS NOT NULL)",
          "b = true",
          "d >= '2020-02-29'",
          "d IN ('1999-12-31', '2020-02-29')",
          "z < '2020-01-01 00:00:00.5+00'",
          "e = 'sad'",
          "e IN ('happy', 'so-so')",
          "e <> 'happy'",
          "s || v = 'aabc'",
          "i::text = s",
          "(i IS NULL) = (j IS NULL)");

  /** Conditions that decide otherwise in Spanner, or may. */
  private static final List<String> LEFT_OUT =
      List.of(
          "s > 'a'",
          "e > 'sad'",
          "i / 2 = 1",
          "n * 2 > 1",
          "upper(s) = s",
          "s ~ '^a'",
          "s LIKE 'a\\%'",
          "c::text = 'a'",
          "trim(s) = 'a'",
          "d < z",
          "d < now()",
          "i::float8 > 0.5",
          "round(n) = 1",
          "extract(year from d) > 2000",
          "j::int = 1",
          "s::varchar(1) = 'a'",
          "i > ALL (ARRAY[1, 2])",
          "CASE WHEN b THEN i > 0 ELSE true END");

  private static final List<List<String>> ROWS =
      List.of(
          Arrays.asList(
              "0", "0", "0", "", "", "", "true", "2020-02-29", "2020-01-01 00:00:00+00", "sad"),
          Arrays.asList(
              "1",
              "2",
              "2.5",
              "a",
              "abc",
              "a",
              "false",
              "1999-12-31",
              "2020-01-01 00:00:00.5+00",
              "happy"),
          Arrays.asList(
              "-3",
              "-3",
              "-3",
              "it's",
              "it's",
              "abc",
              null,
              "0001-01-01",
              "1900-01-01 00:00:00.499999+00",
              "so-so"),
          Arrays.asList(
              "5",
              "9223372036854775",
              "0.499",
              "b\\n",
              "Abc",
              "ab",
              "true",
              "9999-12-31",
              null,
              null),
          Arrays.asList(null, null, null, null, null, null, null, null, null, null),
          Arrays.asList(
              "2147483647",
              "1",
              "999999999.999",
              "  ",
              "é✓x",
              "é",
              "false",
              null,
              "2020-01-01 00:00:00.500001+00",
              "happy"),
          Arrays.asList(
              "7",
              "-1",
              "7",
              "7",
              "a b",
              "a b",
              "true",
              "2020-03-01",
              "2019-12-31 23:59:59+00",
              "sad"),
          Arrays.asList(
              "2",
              "2",
              "2.000",
              "abc",
              "abc",
              "A",
              "false",
              "2020-02-29",
              "2020-01-01 00:00:00+00",
              null),
          Arrays.asList("1", null, "1", null, "abc", "  a", "true", "1999-12-31", null, "sad"));

  @Test
  void decidesEveryTranslatedConditionAlikeOnBothSides() throws SQLException {
    try (TestSource source = TestSource.create(sourceSql(TRANSLATED))) {
      SchemaPlan plan = plan(source);
      TargetTable table = plan.target().bySource(CHECKED).orElseThrow();
      Map<String, String> translated = translated(plan);
      String create = createTable(plan).replaceFirst("(?s),\\n  CONSTRAINT .*\\n\\)", "\n)");
      try (SpannerDatabase target = TestSpanner.create(List.of(create))) {
        fill(source, target, table);
        for (SourceCheck check : plan.source().table(CHECKED).orElseThrow().checks()) {
          String condition = translated.getOrDefault(check.name(), "is not translated");
          assertThat(decidedBySpanner(target, condition))
              .as(check.text() + " became " + condition)
              .isEqualTo(decidedByPostgresql(source, check.text()));
        }
      }
    }
  }

  @Test
  void leavesOutWhatMayDecideOtherwise() {
    try (TestSource source = TestSource.create(sourceSql(LEFT_OUT))) {
      SchemaPlan plan = plan(source);
      Map<String, String> translated = translated(plan);

      assertThat(plan.source().table(CHECKED).orElseThrow().checks())
          .hasSize(LEFT_OUT.size())
          .allSatisfy(
              check -> assertThat(translated).as(check.text()).doesNotContainKey(check.name()));
    }
  }

  private static String sourceSql(List<String> conditions) {
    String checks =
        IntStream.range(0, conditions.size())
            .mapToObj(i -> ", CONSTRAINT c%02d CHECK (%s)".formatted(i, conditions.get(i)))
            .collect(Collectors.joining());
    return "CREATE TYPE mood AS ENUM ('sad', 'so-so', 'happy'); CREATE TABLE checked ("
        + COLUMNS
        + checks
        + "); CREATE TABLE filled ("
        + COLUMNS
        + ")";
  }

  private static SchemaPlan plan(TestSource source) {
    return new SpannerSchemaPlanner()
        .plan(
            new PostgresqlCatalogue(source.database()).read(List.of("public"), List.of()),
            new SchemaOptions(List.of("public"), List.of(), Indexes.BEFORE_LOAD, Mapping.NONE));
  }

  private static String createTable(SchemaPlan plan) {
    return plan.scripts().beforeLoad().statements().stream()
        .filter(sql -> sql.startsWith("CREATE TABLE `checked`"))
        .findFirst()
        .orElseThrow();
  }

  /** The checks of the target table, by the name of the constraint. */
  private static Map<String, String> translated(SchemaPlan plan) {
    return createTable(plan)
        .lines()
        .map(CHECK::matcher)
        .filter(Matcher::matches)
        .collect(Collectors.toMap(check -> check.group(1), check -> check.group(2)));
  }

  private static void fill(TestSource source, SpannerDatabase target, TargetTable table) {
    List<Mutation> mutations = new ArrayList<>();
    for (int id = 0; id < ROWS.size(); id++) {
      List<String> row = ROWS.get(id);
      source.execute(
          "INSERT INTO filled VALUES (%d, %s)"
              .formatted(
                  id, row.stream().map(ConditionIT::literal).collect(Collectors.joining(", "))));
      Mutation.WriteBuilder mutation = Mutation.newInsertBuilder("checked").set("id").to(id);
      for (int i = 0; i < row.size(); i++) {
        TargetColumn column = table.columns().get(i + 1);
        mutation.set(column.name()).to(value(column, row.get(i)));
      }
      mutations.add(mutation.build());
    }
    target.client().write(mutations);
  }

  private static String literal(String text) {
    return text == null ? "NULL" : "'" + text.replace("'", "''") + "'";
  }

  private static Value value(TargetColumn column, String text) {
    return switch (SpannerType.of(column.type()).code()) {
      case BOOL -> Value.bool(text == null ? null : Boolean.valueOf(text));
      case INT64 -> Value.int64(text == null ? null : Long.valueOf(text));
      case NUMERIC -> Value.numeric(text == null ? null : new BigDecimal(text));
      case DATE -> Value.date(text == null ? null : Date.parseDate(text));
      case TIMESTAMP ->
          Value.timestamp(
              text == null
                  ? null
                  : Timestamp.parseTimestamp(text.replace(' ', 'T').replace("+00", "Z")));
      default ->
          Value.string(
              text != null && column.sourceType().name().equals("bpchar")
                  ? String.format("%-3s", text)
                  : text);
    };
  }

  private static List<String> decidedBySpanner(SpannerDatabase target, String condition) {
    List<String> decisions = new ArrayList<>();
    try (ResultSet rows =
        target
            .client()
            .singleUse()
            .executeQuery(Statement.of("SELECT " + condition + " FROM checked ORDER BY id"))) {
      while (rows.next()) {
        decisions.add(rows.isNull(0) ? "unknown" : Boolean.toString(rows.getBoolean(0)));
      }
    }
    return decisions;
  }

  private static List<String> decidedByPostgresql(TestSource source, String condition)
      throws SQLException {
    List<String> decisions = new ArrayList<>();
    try (Connection connection = source.database().connect();
        java.sql.ResultSet rows =
            connection
                .createStatement()
                .executeQuery("SELECT " + condition + " FROM filled ORDER BY id")) {
      while (rows.next()) {
        boolean decision = rows.getBoolean(1);
        decisions.add(rows.wasNull() ? "unknown" : Boolean.toString(decision));
      }
    }
    return decisions;
  }
}
