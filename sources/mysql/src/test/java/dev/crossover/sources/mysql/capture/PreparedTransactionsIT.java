package dev.crossover.sources.mysql.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.schema.Mapping;
import dev.crossover.engine.verify.Verdict;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.ServerKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** XA transactions: the log has their rows when they are prepared, and what became of it later. */
@OnEveryServer
class PreparedTransactionsIT {
  private final MysqlTestSource source;

  PreparedTransactionsIT(ServerKind server) {
    source =
        MysqlTestSource.create(
            server,
            "CREATE TABLE item (id int PRIMARY KEY, name varchar(9));\n"
                + "INSERT INTO item VALUES (1, 'one')");
  }

  @AfterEach
  void close() {
    source.close();
  }

  /** In a session that ends with it. */
  private void prepare(String sql) {
    try (MysqlTestSource application = source.as(source.user())) {
      application.execute("XA START 'p';\n" + sql + ";\nXA END 'p';\nXA PREPARE 'p'");
    }
  }

  /** A session takes a moment to end, and until then the transaction is its own. */
  private void decide(String how) {
    while (true) {
      try {
        source.execute("XA " + how + " 'p'");
        return;
      } catch (IllegalStateException notYet) {
        assertThat(source.texts("XA RECOVER")).isNotEmpty();
      }
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.ROGUE_WRITER,
      fault = "an XA transaction that was prepared before",
      moment = "the stream begins",
      outcome = "refused by its name, as the log has its rows already",
      rowsLost = Fault.RowsLost.NOT_COMPARED)
  void refuseToBeginWhileOneIsPrepared() {
    prepare("INSERT INTO item VALUES (2, 'two')");

    try (MysqlTestCapture capture = new MysqlTestCapture(source, "item")) {
      assertThatThrownBy(capture::begin)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("prepared already (p)");
    }

    decide("COMMIT");
    try (BothPaths paths = new BothPaths(source, Mapping.NONE)) {
      paths.bulk(2);
      assertThat(paths.strings("SELECT name FROM item ORDER BY id")).containsExactly("one", "two");
    }
  }

  @Test
  void carryOneThatIsCommitted() {
    try (BothPaths paths = new BothPaths(source, Mapping.NONE)) {
      prepare("INSERT INTO item VALUES (2, 'two')");
      paths.bulk(2);
      source.execute("INSERT INTO item VALUES (3, 'three')");
      decide("COMMIT");

      assertThat(paths.follow()).isEmpty();
      assertThat(paths.strings("SELECT name FROM item ORDER BY id"))
          .containsExactly("one", "two", "three");
      assertThat(paths.verify().verdict()).isEqualTo(Verdict.PASS);
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.ROGUE_WRITER,
      fault = "an XA transaction is prepared, then rolled back",
      moment = "while the stream runs",
      outcome =
          "its rows are on the target, and verification finds them; who writes these rows again"
              + " puts it right",
      rowsLost = Fault.RowsLost.NONE)
  void areFoundByVerificationWhereOneIsRolledBack() {
    try (BothPaths paths = new BothPaths(source, Mapping.NONE)) {
      paths.bulk(2);
      prepare("UPDATE item SET name = 'never' WHERE id = 1");
      decide("ROLLBACK");
      assertThat(paths.follow()).isEmpty();
      assertThat(paths.verify().verdict()).isEqualTo(Verdict.MISMATCH);

      source.execute("UPDATE item SET name = 'uno' WHERE id = 1");

      assertThat(paths.follow()).isEmpty();
      assertThat(paths.strings("SELECT name FROM item")).containsExactly("uno");
      assertThat(paths.verify().verdict()).isEqualTo(Verdict.PASS);
    }
  }
}
