package dev.crossover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import dev.crossover.engine.changes.ChangeFile;
import dev.crossover.engine.changes.DatastreamFormat;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetType;
import dev.crossover.engine.schema.TargetType.Code;
import dev.crossover.engine.target.TargetDatabase;
import dev.crossover.engine.target.TestTarget;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files of a real Datastream stream give their expected rows, however they arrive. */
class DatastreamFixturesIT {
  private static final List<String> FILES =
      List.of(
          "mysql-backfill-Users",
          "mysql-cdc-Users",
          "mysql-backfill-Movie",
          "mysql-Articles",
          "mysql-Books",
          "mysql-Authors");

  private static final TargetSchema SCHEMA =
      new TargetSchema(
          List.of(
              Tables.table(
                  "l1.Authors",
                  "Authors",
                  0,
                  "author_id",
                  Tables.column("author_id", "int", Code.INT64),
                  Tables.column("name", "varchar", new TargetType(Code.STRING, 200, false))),
              Tables.table(
                  "l1.Movie",
                  "Movie",
                  0,
                  "id",
                  Tables.column("id", "int", Code.INT64),
                  Tables.column("name", "varchar", new TargetType(Code.STRING, 200, false)),
                  Tables.column("actor", "decimal", Code.NUMERIC),
                  Tables.column("startTime", "timestamp", Code.TIMESTAMP)),
              Tables.table(
                  "l1.Users",
                  "Users",
                  0,
                  "id",
                  Tables.column("id", "int", Code.INT64),
                  Tables.column("name", "varchar", new TargetType(Code.STRING, 200, false)),
                  Tables.column("age", "bigint", Code.INT64),
                  Tables.column("subscribed", "bit", Code.BOOL),
                  Tables.column("plan", "char", new TargetType(Code.STRING, 1, false)),
                  Tables.column("startDate", "date", Code.DATE)),
              Tables.interleaved(
                  Tables.table(
                      "l1.Articles",
                      "Articles",
                      1,
                      "id",
                      Tables.column("id", "int", Code.INT64),
                      Tables.column("name", "varchar", new TargetType(Code.STRING, 200, false)),
                      Tables.column("published_date", "date", Code.DATE),
                      Tables.column("author_id", "int", Code.INT64)),
                  "Authors",
                  "author_id",
                  "id"),
              Tables.referring(
                  Tables.table(
                      "l1.Books",
                      "Books",
                      1,
                      "id",
                      Tables.column("id", "int", Code.INT64),
                      Tables.column("title", "varchar", new TargetType(Code.STRING, 200, false)),
                      Tables.column("author_id", "int", Code.INT64)),
                  "author_id",
                  "Authors",
                  "author_id")));

  private static final List<String> DDL =
      List.of(
          "CREATE TABLE Authors (author_id INT64 NOT NULL, name STRING(200)) PRIMARY KEY"
              + " (author_id)",
          "CREATE TABLE Movie (id INT64 NOT NULL, name STRING(200), actor NUMERIC, startTime"
              + " TIMESTAMP) PRIMARY KEY (id)",
          "CREATE TABLE Users (id INT64 NOT NULL, name STRING(200), age INT64, subscribed BOOL,"
              + " plan STRING(1), startDate DATE) PRIMARY KEY (id)",
          "CREATE TABLE Articles (id INT64 NOT NULL, name STRING(200), published_date DATE,"
              + " author_id INT64 NOT NULL) PRIMARY KEY (author_id, id), INTERLEAVE IN PARENT"
              + " Authors",
          "CREATE TABLE Books (id INT64 NOT NULL, title STRING(200), author_id INT64, FOREIGN KEY"
              + " (author_id) REFERENCES Authors (author_id)) PRIMARY KEY (id)");

  private static final Map<String, List<String>> EXPECTED =
      Map.of(
          "Users ORDER BY id",
          List.of(
              "[1, Tester Kumar, 30, false, A, 2023-01-01]",
              "[3, Tester Gupta, 50, false, Z, 2023-06-07]",
              "[4, Tester, 38, true, D, 2023-09-10]"),
          "Movie ORDER BY id",
          List.of(
              "[1, movie1, 12345.09876, 2023-01-01T12:12:12Z]",
              "[2, movie2, 931.5123, 2023-11-25T17:10:12Z]"),
          "Authors ORDER BY author_id",
          List.of("[1, a1]", "[2, a2]", "[3, a3]", "[4, a4]"),
          "Books ORDER BY id",
          List.of("[1, Book005, 3]", "[2, Book002, 3]", "[3, Book004, 4]", "[4, Book005, 2]"),
          "Articles ORDER BY id",
          List.of(
              "[1, Article001, 2024-01-01, 1]",
              "[2, Article002, 2024-01-01, 1]",
              "[3, Article004, 2024-01-01, 4]",
              "[4, Article005, 2024-01-01, 3]"));

  @Test
  void oneBatchOfAllFilesGivesTheExpectedRowsAndASecondOneChangesNothing() throws IOException {
    try (TargetDatabase target = target()) {
      ApplyBatch batch = batch(target);
      List<ChangeFile> files = files();

      Map<String, FileTally> first = batch.apply(files);
      assertThat(first.values()).allMatch(tally -> tally.failures().isEmpty());
      assertThat(first.values()).allMatch(tally -> tally.waiting().isEmpty());
      assertExpected(target);

      batch.apply(files);
      assertExpected(target);
    }
  }

  @Test
  void fileByFileInAnyOrderGivesTheExpectedRowsOnceTheParentsHaveCome() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 8; round++) {
      List<ChangeFile> files = files();
      if (round > 0) { // at first in the order above, in which the parents' file comes last
        Collections.shuffle(files, random);
      }
      try (TargetDatabase target = target()) {
        ApplyBatch batch = batch(target);
        List<ChangeFile> waiting = new ArrayList<>();
        for (ChangeFile file : files) {
          FileTally tally = batch.apply(List.of(file)).get(file.path());
          assertThat(tally.failures()).isEmpty();
          if (!tally.waiting().isEmpty()) {
            waiting.add(file);
          }
        }
        batch.apply(waiting);
        assertExpected(target);
      }
    }
  }

  private static TargetDatabase target() {
    List<String> ddl = new ArrayList<>(DDL);
    ddl.addAll(ShadowTable.ddl(SCHEMA, "crossover_shadow_"));
    return TestTarget.create(ddl);
  }

  private static ApplyBatch batch(TargetDatabase target) {
    return new ApplyBatch(target.client(), SCHEMA, "crossover_shadow_", CommitLimits.DEFAULT);
  }

  private static List<ChangeFile> files() throws IOException {
    List<ChangeFile> files = new ArrayList<>();
    for (String name : FILES) {
      try (InputStream in =
          DatastreamFixturesIT.class.getResourceAsStream("/datastream/" + name + ".avro")) {
        files.add(DatastreamFormat.read("changes/" + name + ".avro", in.readAllBytes()));
      }
    }
    return files;
  }

  private static void assertExpected(TargetDatabase target) {
    EXPECTED.forEach(
        (table, rows) ->
            assertThat(rows(target, "SELECT * FROM " + table)).as(table).isEqualTo(rows));
  }

  private static List<String> rows(TargetDatabase target, String sql) {
    List<String> rows = new ArrayList<>();
    try (ResultSet result = target.client().singleUse().executeQuery(Statement.of(sql))) {
      while (result.next()) {
        rows.add(result.getCurrentRowAsStruct().toString());
      }
    }
    return rows;
  }
}
