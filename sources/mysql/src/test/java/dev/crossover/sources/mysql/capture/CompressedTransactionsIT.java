package dev.crossover.sources.mysql.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.schema.Mapping;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.ServerKind;
import org.junit.jupiter.api.Test;

/** Sessions of MySQL may compress, whatever the server does by itself. */
class CompressedTransactionsIT {
  private static final String COMPRESSED = "SET SESSION binlog_transaction_compression = ON;\n";

  private static MysqlTestSource source() {
    return MysqlTestSource.create(
        ServerKind.MYSQL, "CREATE TABLE t (id int PRIMARY KEY, d date, more varchar(1000))");
  }

  @Test
  void aCompressedTransactionIsReadLikeEveryOther() {
    MysqlTestSource source = source();
    try (source;
        BothPaths paths = new BothPaths(source, Mapping.NONE)) {
      paths.bulk(10);
      source.execute(
          COMPRESSED
              + """
BEGIN;
INSERT INTO t VALUES (1, '2024-02-29', REPEAT('a', 1000)), (2, NULL, ''), (3, '2024-01-00', '');
UPDATE t SET more = REPEAT('b', 1000) WHERE id = 1;
UPDATE t SET id = 4 WHERE id = 2;
COMMIT;
UPDATE t SET more = REPEAT('c', 1000) WHERE id = 1
""");
      source.execute(COMPRESSED + "INSERT INTO t VALUES (5, '2024-02-29', REPEAT('d', 1000))");
      assertThat(
              source.texts(
                  "SELECT log_type FROM performance_schema.binary_log_transaction_compression_stats"
                      + " WHERE log_type = 'BINARY' AND compression_type = 'ZSTD'"))
          .isNotEmpty();

      assertThat(paths.follow()).hasSize(1);
      assertThat(
              paths.strings(
                  "SELECT CONCAT(CAST(id AS STRING), ' ', IFNULL(CAST(d AS STRING), 'none'), ' ',"
                      + " SUBSTR(more, 1000)) FROM t ORDER BY id"))
          .containsExactly("1 2024-02-29 c", "4 none ", "5 2024-02-29 d");
    }
  }

  @Test
  void aCompressedTransactionOfMoreChangesThanBytesEndsTheStreamWithTheWayOut() {
    try (MysqlTestSource source = source();
        MysqlTestCapture capture = new MysqlTestCapture(source, "t").begin().start()) {
      source.execute(
          "INSERT INTO t WITH RECURSIVE n AS (SELECT 1 AS id UNION ALL SELECT id + 1 FROM n WHERE"
              + " id < 1000) SELECT id, NULL, NULL FROM n");
      source.execute(
          COMPRESSED
              + "BEGIN;\n"
              + "UPDATE t SET d = IF(d IS NULL, '2024-02-29', NULL);\n".repeat(60)
              + "COMMIT");

      assertThat(capture.awaitFailure())
          .hasMessageContaining("more changes than bytes")
          .hasMessageContaining("SET GLOBAL binlog_transaction_compression = OFF");
    }
  }
}
