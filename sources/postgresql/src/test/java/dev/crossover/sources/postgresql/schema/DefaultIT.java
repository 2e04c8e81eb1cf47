package dev.crossover.sources.postgresql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.Settings.Schema.Indexes;
import dev.crossover.engine.schema.Mapping;
import dev.crossover.engine.schema.Note;
import dev.crossover.engine.schema.SchemaOptions;
import dev.crossover.engine.schema.SchemaPlan;
import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.targets.spanner.schema.SpannerSchemaPlanner;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Plans defaults as PostgreSQL itself prints them. */
class DefaultIT {
  /** A column's type and default, and the default that the target gets. */
  private record Moved(String column, String target) {}

  private static final List<Moved> MOVED =
      List.of(
          new Moved("text DEFAULT 'it''s'", "'it\\'s'"),
          new Moved("varchar(20) DEFAULT 'a'::text", "'a'"),
          new Moved("char(3) DEFAULT 'a'", "'a  '"),
          new Moved("mood DEFAULT 'sad'", "'sad'"),
          new Moved("int DEFAULT -5", "-5"),
          new Moved("bigint DEFAULT 0::smallint", "0"),
          new Moved("numeric(10,2) DEFAULT 0", "NUMERIC '0'"),
          new Moved("numeric DEFAULT 1.5::numeric", "NUMERIC '1.5'"),
          new Moved("float8 DEFAULT 0.1", "CAST('0.1' AS FLOAT64)"),
          new Moved("boolean DEFAULT true", "TRUE"),
          new Moved("date DEFAULT '2020-01-01'", "DATE '2020-01-01'"),
          new Moved("date DEFAULT CURRENT_DATE", "CURRENT_DATE('UTC')"),
          new Moved("timestamptz DEFAULT now()", "CURRENT_TIMESTAMP()"),
          new Moved("jsonb DEFAULT '{}'", "JSON '{}'"),
          new Moved("uuid DEFAULT gen_random_uuid()", "GENERATE_UUID()"),
          new Moved("bytea DEFAULT '\\x00ff'", "FROM_HEX('00ff')"),
          new Moved("int[] DEFAULT '{}'", "[]"));

  private static final List<String> LEFT_OUT =
      List.of(
          "text DEFAULT ('usr-'||gen_random_uuid())",
          "date DEFAULT ('2020-01-01'::date + 30)",
          "text DEFAULT NULLIF(current_setting('application_name'),'')",
          "text DEFAULT 'abc'::varchar(2)",
          "text DEFAULT 'ab '::char(3)",
          "text DEFAULT CASE WHEN true THEN 'a' ELSE 'b' END",
          "text DEFAULT ('INV-' || nextval('numbers'))",
          "bigint DEFAULT (nextval('numbers') * 10)",
          "int DEFAULT (1.7)::int",
          "int DEFAULT (1) + (2)",
          "float8 DEFAULT 0.1::real",
          "date DEFAULT '2020-01-01'::date - 1",
          "time(0) DEFAULT '10:00:00.7'",
          "interval DEFAULT ('1 day'::interval * 2)",
          "int[] DEFAULT '{}'::int[] || 1",
          "jsonb DEFAULT jsonb_build_object('a', 1)",
          "timestamptz DEFAULT now() + interval '1 day'",
          "timestamp DEFAULT '2020-01-01 00:00:00+00'::timestamptz");

  @Test
  void aDefaultThatIsOneConstantOrCallIsMoved() {
    try (TestSource source =
        TestSource.create(sourceSql(MOVED.stream().map(Moved::column).toList()))) {
      String create = createTable(plan(source));

      for (int i = 0; i < MOVED.size(); i++) {
        assertThat(create)
            .as(MOVED.get(i).column())
            .containsPattern(
                "`c%d` [^,]*DEFAULT \\(\\Q%s\\E\\)".formatted(i, MOVED.get(i).target()));
      }
    }
  }

  @Test
  void everyOtherDefaultIsReportedWithItsWholeTextAndNeverMovedInPart() {
    try (TestSource source = TestSource.create(sourceSql(LEFT_OUT))) {
      SchemaPlan plan = plan(source);

      assertThat(createTable(plan)).doesNotContain("DEFAULT");
      List<SourceColumn> columns =
          plan.source().table(TableName.parse("public.filled")).orElseThrow().columns();
      for (int i = 0; i < LEFT_OUT.size(); i++) {
        assertThat(plan.notes())
            .as(LEFT_OUT.get(i))
            .contains(
                new Note(
                    Note.Kind.NOT_MOVED,
                    "default of column public.filled.c" + i,
                    "give the value in the application: " + columns.get(i + 1).fill().text()));
      }
      assertThat(plan.notes())
          .contains(
              new Note(
                  Note.Kind.NOT_MOVED,
                  "sequence public.numbers",
                  "no column draws from it; if the application does, create one in the target"));
    }
  }

  private static String sourceSql(List<String> columns) {
    return "CREATE TYPE mood AS ENUM ('sad', 'happy'); CREATE SEQUENCE numbers;"
        + IntStream.range(0, columns.size())
            .mapToObj(i -> "c" + i + " " + columns.get(i))
            .collect(Collectors.joining(", ", "CREATE TABLE filled (id int PRIMARY KEY, ", ")"));
  }

  private static SchemaPlan plan(TestSource source) {
    return new SpannerSchemaPlanner()
        .plan(
            new PostgresqlCatalogue(source.database()).read(List.of("public"), List.of()),
            new SchemaOptions(List.of("public"), List.of(), Indexes.BEFORE_LOAD, Mapping.NONE));
  }

  private static String createTable(SchemaPlan plan) {
    return plan.scripts().beforeLoad().statements().stream()
        .filter(sql -> sql.startsWith("CREATE TABLE `filled`"))
        .findFirst()
        .orElseThrow();
  }
}
