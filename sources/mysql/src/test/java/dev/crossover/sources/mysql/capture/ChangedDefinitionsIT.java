package dev.crossover.sources.mysql.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.sources.mysql.MysqlTestSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that are defined anew between the stream's place and the end of the log. */
class ChangedDefinitionsIT {
  private final MysqlTestSource source =
      MysqlTestSource.create("CREATE TABLE t (id int PRIMARY KEY, name varchar(20), n int)");

  /** When the table changes. */
  private enum When {
    WHILE_THE_CAPTURE_RUNS,
    WHILE_THE_CAPTURE_IS_DOWN,
    BEFORE_THE_CAPTURE_STARTS
  }

  @AfterEach
  void close() {
    source.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyRowIsReadByTheDefinitionThatItWasWrittenBy(When when) {
    try (MysqlTestCapture capture = new MysqlTestCapture(source, "t").begin()) {
      if (when != When.BEFORE_THE_CAPTURE_STARTS) {
        capture.start();
        capture.drain();
      }
      if (when == When.WHILE_THE_CAPTURE_IS_DOWN) {
        capture.stop();
      }
      source.execute(
          """
          INSERT INTO t VALUES (1, 'one', 11);
          ALTER TABLE t ADD COLUMN extra int FIRST;
          INSERT INTO t VALUES (22, 2, 'two', 12);
          ALTER TABLE t DROP COLUMN name;
          INSERT INTO t VALUES (33, 3, 13);
          ALTER TABLE t MODIFY n varchar(10) AFTER extra;
          INSERT INTO t VALUES (44, 'fourteen', 4);
          ALTER TABLE t RENAME COLUMN extra TO more;
          INSERT INTO t VALUES (55, 'fifteen', 5);
          """);
      if (when == When.WHILE_THE_CAPTURE_RUNS) {
        capture.drain();
        capture.stop();
      }
      capture.start();
      source.execute("INSERT INTO t VALUES (66, 'sixteen', 6)");
      capture.drain();

      assertThat(capture.records("t").stream().map(each -> each.get("payload").toString()))
          .containsExactly(
              "{\"id\": 1, \"name\": \"one\", \"n\": 11}",
              "{\"extra\": 22, \"id\": 2, \"name\": \"two\", \"n\": 12}",
              "{\"extra\": 33, \"id\": 3, \"n\": 13}",
              "{\"extra\": 44, \"n\": \"fourteen\", \"id\": 4}",
              "{\"more\": 55, \"n\": \"fifteen\", \"id\": 5}",
              "{\"more\": 66, \"n\": \"sixteen\", \"id\": 6}");
    }
  }

  @Test
  void passesOverStatementsThatItNeedNotUnderstand() {
    try (MysqlTestCapture capture = new MysqlTestCapture(source, "t").begin().start()) {
      source.execute(
          """
          INSERT INTO t VALUES (1, 'one', 11);
          CREATE TABLE not_moved (id uuid);
          CREATE OR REPLACE USER passed_over IDENTIFIED BY 'x';
          ALTER TABLE t DROP COLUMN n;
          INSERT INTO t VALUES (2, 'two');
          DROP USER passed_over;
          """);
      capture.drain();

      assertThat(capture.records("t").stream().map(each -> each.get("payload").toString()))
          .containsExactly(
              "{\"id\": 1, \"name\": \"one\", \"n\": 11}", "{\"id\": 2, \"name\": \"two\"}");
    }
  }

  @Test
  void aTableThatHadAnotherNameForAWhileIsNotCapturedAnyMore() {
    try (MysqlTestCapture capture = new MysqlTestCapture(source, "t").begin().start()) {
      source.execute(
          """
          RENAME TABLE t TO away;
          INSERT INTO away VALUES (1, 'unseen', 1);
          RENAME TABLE away TO t;
          """);
      capture.drain();

      assertThat(capture.setup().uncaptured())
          .singleElement()
          .asString()
          .contains("t was swapped")
          .contains("RENAME TABLE");
      capture.stop();
      capture.start();
      assertThat(capture.awaitFailure()).hasMessageContaining("run cleanup, then run");
    }
  }
}
