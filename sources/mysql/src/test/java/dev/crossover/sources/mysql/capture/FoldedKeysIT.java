package dev.crossover.sources.mysql.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.schema.Mapping;
import dev.crossover.engine.verify.Verdict;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.ServerKind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that the source takes for equal although they are spelt otherwise, on both paths. */
@OnEveryServer
class FoldedKeysIT {
  @Parameter private ServerKind server;

  private static Set<String> keys(BothPaths paths) {
    return new TreeSet<>(paths.strings("SELECT CONCAT(CAST(k AS STRING), '=', v) FROM t"));
  }

  private static String insert(String... keys) {
    return "INSERT INTO t VALUES ('" + String.join("', 'old'), ('", keys) + "', 'old')";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "varchar(20) COLLATE utf8mb4_general_ci",
        "varchar(20) COLLATE unicode",
        "varchar(20) CHARACTER SET latin1 COLLATE latin1_swedish_ci"
      })
  void aRowIsTheOneOfItsStoredSpellingWhateverSpellingAStatementUses(String type) {
    MysqlTestSource source =
        MysqlTestSource.create(
            server,
            "CREATE TABLE t (k %s PRIMARY KEY, v varchar(20))"
                .formatted(type.replace("unicode", server.collation())));
    source.execute(insert("Anna", "BERT", "clara", "\u00c9mile", "Zoe", "ab", "a b", "z"));
    try (source;
        BothPaths paths = new BothPaths(source, Mapping.NONE)) {
      paths.bulk(2);
      assertThat(paths.bulkDeadLetters()).isEmpty();
      source.execute("UPDATE t SET v = 'new' WHERE k = 'aNNA'");
      source.execute("DELETE FROM t WHERE k = 'bert'");
      source.execute("REPLACE INTO t VALUES ('CLARA', 'replaced')");
      source.execute("UPDATE t SET k = 'emile' WHERE k = 'emile'");
      source.execute("INSERT INTO t VALUES ('ZOE', 'lost') ON DUPLICATE KEY UPDATE v = 'twice'");
      source.execute("DELETE FROM t WHERE k = 'Z'");
      source.execute("INSERT INTO t VALUES ('Z', 'again')");

      assertThat(paths.follow()).isEmpty();
      assertThat(keys(paths))
          .containsExactlyInAnyOrder(
              "Anna=new",
              "CLARA=replaced",
              "emile=old",
              "Zoe=twice",
              "ab=old",
              "a b=old",
              "Z=again");
      assertThat(paths.verify().verdict()).isEqualTo(Verdict.PASS);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "enum('zebra','ant','Bee','3','10')",
        "set('zebra','ant','Bee','3','10')",
        "varchar(9) COLLATE utf8mb4_bin"
      })
  void everyPartitionOfAKeyHasItsRowsOnceInWhateverOrderTheSourceKeepsThem(String type) {
    MysqlTestSource source =
        MysqlTestSource.create(
            server, "CREATE TABLE t (k " + type + " PRIMARY KEY, v varchar(20))");
    source.execute(insert("10", "ant", "zebra", "3", "Bee"));
    try (source;
        BothPaths paths = new BothPaths(source, Mapping.NONE)) {
      paths.bulk(1);
      source.execute("DELETE FROM t WHERE k = 'ant'");
      source.execute("UPDATE t SET v = 'new' WHERE k = 'Bee'");

      assertThat(paths.follow()).isEmpty();
      assertThat(keys(paths))
          .containsExactlyInAnyOrderElementsOf(List.of("10=old", "zebra=old", "3=old", "Bee=new"));
      assertThat(paths.verify().verdict()).isEqualTo(Verdict.PASS);
    }
  }
}
