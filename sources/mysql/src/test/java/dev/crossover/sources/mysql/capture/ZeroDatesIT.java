package dev.crossover.sources.mysql.capture;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.apply.FileTally;
import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.schema.Mapping;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.ServerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** A day that there is not is a dead letter, and never becomes NULL or another day. */
@OnEveryServer
class ZeroDatesIT {
  @Parameter private ServerKind server;

  private static final String DAY = "2024-02-29";
  private static final List<String> COLUMNS = List.of("d", "made", "seen", "sure", "firm", "told");
  private static final List<String> NO_DAYS =
      List.of("0000-00-00", "2024-00-15", "2024-01-00", "2024-02-31", "0000-05-05");

  private record Ugly(String column, String value) {}

  private static List<Ugly> uglies() {
    List<Ugly> uglies = new ArrayList<>();
    for (String column : List.of("d", "made", "sure", "firm")) {
      NO_DAYS.forEach(day -> uglies.add(new Ugly(column, day)));
    }
    for (String column : List.of("seen", "told")) {
      uglies.add(new Ugly(column, NO_DAYS.get(0)));
    }
    return uglies;
  }

  @Test
  void aDayThatThereIsNotIsADeadLetterOnBothPathsWhereverItIs() {
    MysqlTestSource source =
        MysqlTestSource.create(
            server,
            "CREATE TABLE t (id int PRIMARY KEY, d date, made datetime(3), seen timestamp(6) NULL,"
                + " sure date NOT NULL DEFAULT '2020-02-02', firm datetime NOT NULL, told timestamp"
                + " NOT NULL DEFAULT '2020-02-02 00:00:00')");
    int last = uglies().size();
    insert(source, 100, true);
    insert(source, 200, false);
    insert(source, 300, true);
    try (source;
        BothPaths paths = new BothPaths(source, Mapping.NONE)) {
      paths.bulk(10);
      update(source, 100, false);
      update(source, 200, true);
      lax(source, "DELETE FROM t WHERE id > 300");
      insert(source, 400, true);
      insert(source, 500, true);
      lax(source, "DELETE FROM t WHERE id > 500");
      lax(
          source,
          "INSERT INTO t VALUES (600, NULL, NULL, NULL, '%1$s', '%1$s', '%1$s')".formatted(DAY));
      lax(
          source,
          "INSERT INTO t VALUES (601, '1970-01-01', '1970-01-01', '1970-01-01 00:00:01',"
              + " '1970-01-01', '1970-01-01', '1970-01-01 00:00:01')");

      List<FileTally.Failure> failures = paths.follow();

      assertThat(paths.bulkDeadLetters()).hasSize(2 * last);
      assertThat(failures).hasSize(2 * last);
      assertThat(failures.stream().map(FileTally.Failure::reason).collect(toSet()))
          .isEqualTo(paths.bulkDeadLetters().stream().map(DeadLetter::reason).collect(toSet()));
      assertThat(
              paths.strings(
                  "SELECT CAST(id AS STRING) FROM t WHERE d = DATE '%1$s' AND sure = DATE '%1$s' AND made = TIMESTAMP '%1$s 00:00:00Z' AND made = seen AND made = firm AND made = told ORDER BY id"
                      .formatted(DAY)))
          .containsExactlyElementsOf(
              IntStream.concat(
                      IntStream.rangeClosed(101, 100 + last),
                      IntStream.rangeClosed(201, 200 + last))
                  .mapToObj(Integer::toString)
                  .toList());
      assertThat(
              paths.strings(
                  "SELECT CONCAT(CAST(id AS STRING), ' ', IFNULL(CAST(d AS STRING), 'none'), ' ',"
                      + " IFNULL(CAST(UNIX_SECONDS(made) AS STRING), 'none'), ' ',"
                      + " IFNULL(CAST(UNIX_SECONDS(seen) AS STRING), 'none')) FROM t WHERE id > 300"
                      + " ORDER BY id"))
          .containsExactly("600 none none none", "601 1970-01-01 0 1");
    }
  }

  /** A row for each, behind an id. */
  private static void insert(MysqlTestSource source, int behind, boolean ugly) {
    List<String> statements = new ArrayList<>();
    for (int i = 1; i <= uglies().size(); i++) {
      Ugly one = uglies().get(i - 1);
      String values =
          COLUMNS.stream()
              .map(column -> ugly && column.equals(one.column()) ? one.value() : DAY)
              .collect(joining("', '"));
      statements.add("INSERT INTO t VALUES (%d, '%s')".formatted(behind + i, values));
    }
    lax(source, String.join(";\n", statements));
  }

  private static void update(MysqlTestSource source, int behind, boolean ugly) {
    List<String> statements = new ArrayList<>();
    for (int i = 1; i <= uglies().size(); i++) {
      Ugly one = uglies().get(i - 1);
      statements.add(set(behind + i, ugly ? one : new Ugly(one.column(), DAY)));
    }
    lax(source, String.join(";\n", statements));
  }

  private static String set(int id, Ugly value) {
    return "UPDATE t SET %s = '%s' WHERE id = %d".formatted(value.column(), value.value(), id);
  }

  private static void lax(MysqlTestSource source, String sql) {
    source.execute("SET sql_mode = 'ALLOW_INVALID_DATES';\n" + sql);
  }
}
