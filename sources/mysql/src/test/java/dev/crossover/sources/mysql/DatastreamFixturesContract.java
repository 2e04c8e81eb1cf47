package dev.crossover.sources.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.apply.ApplyBatch;
import dev.crossover.engine.apply.FileTally;
import dev.crossover.engine.apply.Tables;
import dev.crossover.engine.changes.ChangeFile;
import dev.crossover.engine.changes.DatastreamFormat;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.TargetUnderTest;
import dev.crossover.engine.types.PortableType;
import dev.crossover.sources.mysql.log.MysqlChangeMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Files of a real Datastream stream give their expected rows, however they arrive; and so do files
 * of our own capture of the same rows.
 */
public abstract class DatastreamFixturesContract {
  private static final List<String> FILES =
      List.of(
          "mysql-backfill-Users",
          "mysql-cdc-Users",
          "mysql-backfill-Movie",
          "mysql-Articles",
          "mysql-Books",
          "mysql-Authors");

  protected static final TargetSchema SCHEMA =
      new TargetSchema(
          List.of(
              Tables.table(
                  "l1.Authors",
                  "Authors",
                  0,
                  "author_id",
                  Tables.column("author_id", "int", Tables.INTEGER),
                  Tables.column("name", "varchar", PortableType.text(200))),
              Tables.table(
                  "l1.Movie",
                  "Movie",
                  0,
                  "id",
                  Tables.column("id", "int", Tables.INTEGER),
                  Tables.column("name", "varchar", PortableType.text(200)),
                  Tables.column("actor", "decimal", PortableType.decimal(38, 9)),
                  Tables.column(
                      "startTime", "timestamp", PortableType.of(PortableType.Kind.TIMESTAMP))),
              Tables.table(
                  "l1.Users",
                  "Users",
                  0,
                  "id",
                  Tables.column("id", "int", Tables.INTEGER),
                  Tables.column("name", "varchar", PortableType.text(200)),
                  Tables.column("age", "bigint", Tables.INTEGER),
                  Tables.column("subscribed", "bit", PortableType.of(PortableType.Kind.BOOLEAN)),
                  Tables.column("plan", "char", PortableType.text(1)),
                  Tables.column("startDate", "date", PortableType.of(PortableType.Kind.DATE))),
              Tables.interleaved(
                  Tables.table(
                      "l1.Articles",
                      "Articles",
                      1,
                      "id",
                      Tables.column("id", "int", Tables.INTEGER),
                      Tables.column("name", "varchar", PortableType.text(200)),
                      Tables.column(
                          "published_date", "date", PortableType.of(PortableType.Kind.DATE)),
                      Tables.column("author_id", "int", Tables.INTEGER)),
                  "Authors",
                  "author_id",
                  "id"),
              Tables.referring(
                  Tables.table(
                      "l1.Books",
                      "Books",
                      1,
                      "id",
                      Tables.column("id", "int", Tables.INTEGER),
                      Tables.column("title", "varchar", PortableType.text(200)),
                      Tables.column("author_id", "int", Tables.INTEGER)),
                  "author_id",
                  "Authors",
                  "author_id")));

  /** The same tables in Spanner. */
  protected static final List<String> DDL =
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
          "Users",
          List.of(
              "[1, Tester Kumar, 30, false, A, 2023-01-01]",
              "[3, Tester Gupta, 50, false, Z, 2023-06-07]",
              "[4, Tester, 38, true, D, 2023-09-10]"),
          "Movie",
          List.of(
              "[1, movie1, 12345.09876, 2023-01-01T12:12:12Z]",
              "[2, movie2, 931.5123, 2023-11-25T17:10:12Z]"),
          "Authors",
          List.of("[1, a1]", "[2, a2]", "[3, a3]", "[4, a4]"),
          "Books",
          List.of("[1, Book005, 3]", "[2, Book002, 3]", "[3, Book004, 4]", "[4, Book005, 2]"),
          "Articles",
          List.of(
              "[1, Article001, 2024-01-01, 1]",
              "[2, Article002, 2024-01-01, 1]",
              "[3, Article004, 2024-01-01, 4]",
              "[4, Article005, 2024-01-01, 3]"));

  @Test
  void oneBatchOfAllFilesGivesTheExpectedRowsAndASecondOneChangesNothing() throws IOException {
    try (TargetUnderTest target = target()) {
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
      List<ChangeFile> files = new ArrayList<>(files());
      if (round > 0) { // at first in the order above, in which the parents' file comes last
        Collections.shuffle(files, random);
      }
      try (TargetUnderTest target = target()) {
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

  /** A target with the tables of {@link #SCHEMA}. */
  protected abstract TargetUnderTest target();

  private static ApplyBatch batch(TargetUnderTest target) {
    return new ApplyBatch(
        target.target(), SCHEMA, (value, type) -> value.toString(), CommitLimits.DEFAULT);
  }

  /** The children's files come before their parents'. */
  protected List<ChangeFile> files() throws IOException {
    List<ChangeFile> files = new ArrayList<>();
    for (String name : FILES) {
      try (InputStream in =
          DatastreamFixturesContract.class.getResourceAsStream("/datastream/" + name + ".avro")) {
        files.add(
            new DatastreamFormat(new MysqlChangeMetadata())
                .read("changes/" + name + ".avro", in.readAllBytes()));
      }
    }
    return files;
  }

  private static void assertExpected(TargetUnderTest target) {
    EXPECTED.forEach((table, rows) -> assertThat(rows(target, table)).as(table).isEqualTo(rows));
  }

  private static List<String> rows(TargetUnderTest target, String name) {
    String[] columns =
        SCHEMA.tables().stream()
            .filter(table -> table.name().equals(name))
            .flatMap(table -> table.columns().stream())
            .map(TargetColumn::name)
            .toArray(String[]::new);
    return target.rows(name, columns).stream().map(List::toString).toList();
  }
}
