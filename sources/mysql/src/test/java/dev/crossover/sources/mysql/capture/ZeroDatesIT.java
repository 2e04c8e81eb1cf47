package dev.crossover.sources.mysql.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.schema.Mapping;
import dev.crossover.engine.verify.Verdict;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.ServerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** A zero date is no day, and never becomes one. */
@OnEveryServer
class ZeroDatesIT {
  @Parameter private ServerKind server;

  private static final String ZERO = "0000-00-00 00:00:00";

  private static String insert(String id, String value) {
    return "INSERT INTO t VALUES (%1$s, '%2$s', '%2$s', '%2$s')".formatted(id, value);
  }

  @Test
  void aZeroDateOfANotNullColumnIsADeadLetterOnBothPaths() {
    MysqlTestSource source =
        MysqlTestSource.create(
            server,
            "CREATE TABLE t (id int PRIMARY KEY, d date NOT NULL DEFAULT '2020-02-02', made"
                + " datetime NOT NULL, seen timestamp(6) NOT NULL DEFAULT current_timestamp(6))");
    source.execute(insert("1", ZERO));
    source.execute(insert("2", "2024-02-29 12:30:00"));
    try (source;
        BothPaths paths = new BothPaths(source, Mapping.NONE)) {
      paths.bulk(10);
      source.execute(insert("3", ZERO));
      source.execute(insert("4", "2024-02-29 12:30:00"));
      source.execute("INSERT INTO t VALUES (5, '0000-00-00', '1970-01-01', '1970-01-01 00:00:01')");
      source.execute("INSERT INTO t VALUES (6, '1970-01-01', '0000-00-00', '1970-01-01 00:00:01')");

      assertThat(paths.follow())
          .hasSize(3)
          .allSatisfy(failure -> assertThat(failure.reason()).contains("UNREADABLE"));
      assertThat(paths.bulkDeadLetters()).hasSize(1);
      assertThat(
              paths.strings(
                  "SELECT CONCAT(CAST(id AS STRING), ' ', CAST(d AS STRING)) FROM t"
                      + " WHERE made = TIMESTAMP '2024-02-29T12:30:00Z'"
                      + " AND seen = TIMESTAMP '2024-02-29T12:30:00Z' ORDER BY id"))
          .containsExactly("2 2024-02-29", "4 2024-02-29");
      assertThat(paths.strings("SELECT CAST(id AS STRING) FROM t")).hasSize(2);
    }
  }

  @Test
  void aZeroTimestampIsADeadLetterOnBothPathsWhetherTheColumnMayBeNullOrNot() {
    MysqlTestSource source =
        MysqlTestSource.create(
            server,
            "CREATE TABLE t (id int PRIMARY KEY, sure timestamp NOT NULL DEFAULT"
                + " '2020-02-02 00:00:00', seen timestamp(6) NULL)");
    String insert = "INSERT INTO t VALUES (%d, '%s', %s)";
    String real = "1970-01-01 00:00:01";
    source.execute(insert.formatted(1, real, "'" + ZERO + "'"));
    source.execute(insert.formatted(2, ZERO, "NULL"));
    try (source;
        BothPaths paths = new BothPaths(source, Mapping.NONE)) {
      paths.bulk(1);
      source.execute(insert.formatted(3, real, "'" + ZERO + "'"));
      source.execute(insert.formatted(4, ZERO, "NULL"));
      source.execute(insert.formatted(5, real, "NULL"));
      source.execute(insert.formatted(6, real, "'" + real + "'"));

      assertThat(paths.follow()).hasSize(2);
      assertThat(paths.bulkDeadLetters()).hasSize(2);
      assertThat(
              paths.strings(
                  "SELECT CONCAT(CAST(id AS STRING), ' ', IFNULL(CAST(UNIX_SECONDS(seen) AS"
                      + " STRING), 'NULL')) FROM t WHERE UNIX_SECONDS(sure) = 1 ORDER BY id"))
          .containsExactly("5 NULL", "6 1");
    }
  }

  @Test
  void aZeroDateThatTheStreamTakesForNullIsFoundByVerification() {
    MysqlTestSource source =
        MysqlTestSource.create(
            server, "CREATE TABLE t (id int PRIMARY KEY, d date, made datetime)");
    try (source;
        BothPaths paths = new BothPaths(source, Mapping.NONE)) {
      paths.bulk(10);
      source.execute("INSERT INTO t VALUES (1, '0000-00-00', '0000-00-00 00:00:00')");

      assertThat(paths.follow()).isEmpty();

      assertThat(paths.verify().verdict()).isEqualTo(Verdict.MISMATCH);
    }
  }
}
