package dev.crossover.sources.mysql.capture;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.schema.Mapping;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.verify.Verdict;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.ServerKind;
import dev.crossover.sources.mysql.capture.Animal.Family;
import dev.crossover.targets.spanner.schema.SpannerType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/**
 * Extreme and ugly values of every type arrive as they are, by the bulk load and by each kind of
 * change. What the target must hold is written by hand, in GoogleSQL.
 */
@OnEveryServer
class TypeZooIT {
  @Parameter private ServerKind server;

  private static final String LOADED = "1";
  private static final String INSERTED = "2";
  private static final String UPDATED = "3";
  private static final String LOADED_AND_DELETED = "4";
  private static final String INSERTED_AND_DELETED = "5";
  private static final String EMPTIED = "6";

  @Test
  void everyValueArrivesAsItIsByBothPathsAndVerificationAgrees() {
    List<Family> families = TypeZoo.families(server);
    MysqlTestSource source =
        MysqlTestSource.create(
            server, families.stream().map(TypeZooIT::create).collect(joining(";\n")));
    SoftAssertions softly = new SoftAssertions();
    for (Family family : families) {
      insert(source, family, LOADED, values(family));
      insert(source, family, LOADED_AND_DELETED, values(family));
      insert(source, family, UPDATED, nulls(family));
      insert(source, family, EMPTIED, values(family));
    }
    try (source;
        BothPaths paths = new BothPaths(source, TypeZoo.mapping(source.name(), families))) {
      paths.bulk(2);
      for (Family family : families) {
        insert(source, family, INSERTED, values(family));
        insert(source, family, INSERTED_AND_DELETED, values(family));
        update(source, family, UPDATED, values(family));
        update(source, family, EMPTIED, nulls(family));
        source.execute(
            "DELETE FROM %s WHERE id IN (%s, %s)"
                .formatted(family.table(), LOADED_AND_DELETED, INSERTED_AND_DELETED));
      }
      softly.assertThat(paths.follow()).extracting(failure -> failure.reason()).isEmpty();
      softly.assertThat(paths.bulkDeadLetters()).extracting(letter -> letter.reason()).isEmpty();

      for (Family family : families) {
        types(softly, paths, family);
        present(softly, paths, family);
      }
      VerificationReport report = paths.verify();
      softly
          .assertThat(report.tables())
          .allSatisfy(table -> assertThat(table.details()).as(table.toString()).isEmpty());
      softly.assertThat(report.verdict()).as(report.reason().toString()).isEqualTo(Verdict.PASS);
      softly.assertAll();
    }
  }

  /** Between columns that are in the log and those that are not, each value finds its own. */
  @Test
  void generatedAndInvisibleColumnsArriveByBothPaths() {
    MysqlTestSource source =
        MysqlTestSource.create(
            server,
            "CREATE TABLE g (id int PRIMARY KEY, v int AS (a + 1) VIRTUAL, a int, w int AS (a * 2)"
                + " STORED, h int INVISIBLE, t varchar(9), c varchar(20) AS (concat(t, 'x'))"
                + " VIRTUAL, z int DEFAULT 3 INVISIBLE, UNIQUE KEY (v), KEY (h))");
    String insert = "INSERT INTO g (id, a, h, t, z) VALUES ";
    source.execute(insert + "(1, 10, 100, 'one', 5), (2, 20, 200, 'two', 6), (3, 30, 0, 'x', 0)");
    try (source;
        BothPaths paths = new BothPaths(source, Mapping.NONE)) {
      paths.bulk(10);
      source.execute(insert + "(4, -4, 400, 'four', NULL), (5, NULL, NULL, NULL, 7)");
      source.execute("UPDATE g SET h = 201, t = 'zwei' WHERE id = 2");
      source.execute("UPDATE g SET a = 7, z = NULL WHERE id = 1");
      source.execute("DELETE FROM g WHERE id = 3");

      assertThat(paths.follow()).isEmpty();
      assertThat(
              paths.strings(
                  "SELECT ARRAY_TO_STRING([CAST(id AS STRING), CAST(v AS STRING), CAST(a AS"
                      + " STRING), CAST(w AS STRING), CAST(h AS STRING), t, c, CAST(z AS STRING)],"
                      + " ' ', '-') FROM g ORDER BY id"))
          .containsExactly(
              "1 8 7 14 100 one onex -",
              "2 21 20 40 201 zwei zweix 6",
              "4 -3 -4 -8 400 four fourx -",
              "5 - - - - - - 7");
      VerificationReport report = paths.verify();
      assertThat(report.verdict()).as(report.reason().toString()).isEqualTo(Verdict.PASS);
    }
  }

  private static String create(Family family) {
    return "CREATE TABLE %s (id int PRIMARY KEY, %s)"
        .formatted(
            family.table(),
            IntStream.range(0, family.animals().size())
                .mapToObj(i -> "c" + i + " " + family.animals().get(i).type())
                .collect(joining(", ")));
  }

  private static List<String> values(Family family) {
    return family.animals().stream().map(Animal::value).toList();
  }

  private static List<String> nulls(Family family) {
    return Collections.nCopies(family.animals().size(), "NULL");
  }

  private static void insert(
      MysqlTestSource source, Family family, String id, List<String> values) {
    source.execute(
        "INSERT INTO %s VALUES (%s, %s)".formatted(family.table(), id, String.join(", ", values)));
  }

  private static void update(
      MysqlTestSource source, Family family, String id, List<String> values) {
    source.execute(
        "UPDATE %s SET %s WHERE id = %s"
            .formatted(
                family.table(),
                IntStream.range(0, values.size())
                    .mapToObj(i -> "c" + i + " = " + values.get(i))
                    .collect(joining(", ")),
                id));
  }

  private static void types(SoftAssertions softly, BothPaths paths, Family family) {
    for (TargetColumn column : paths.table(family.table()).columns()) {
      if (!column.source().equals("id")) {
        Animal animal = family.animals().get(Integer.parseInt(column.source().substring(1)));
        softly
            .assertThat(SpannerType.of(column.type()).ddl())
            .as(animal.type())
            .isEqualTo(animal.target());
      }
    }
  }

  /** For each value, which rows have it; and which rows have nothing but NULLs. */
  private static void present(SoftAssertions softly, BothPaths paths, Family family) {
    List<String> empty = new ArrayList<>();
    for (int i = 0; i < family.animals().size(); i++) {
      Animal animal = family.animals().get(i);
      String holds = animal.holds("c" + i);
      softly
          .assertThat(
              paths.strings(
                  "SELECT CAST(id AS STRING) || IF(IFNULL(%s, FALSE), '', CONCAT(' has ', IFNULL(%s, 'NULL'))) FROM %s WHERE id <> %s ORDER BY id"
                      .formatted(holds, animal.shown("c" + i), family.table(), EMPTIED)))
          .as("%s: %s", animal.type(), animal.value())
          .containsExactly(LOADED, INSERTED, UPDATED);
      empty.add("c" + i + " IS NULL");
    }
    softly
        .assertThat(
            paths.strings(
                "SELECT CAST(id AS STRING) FROM %s WHERE %s"
                    .formatted(family.table(), String.join(" AND ", empty))))
        .as("empty rows of " + family.table())
        .containsExactly(EMPTIED);
  }
}
