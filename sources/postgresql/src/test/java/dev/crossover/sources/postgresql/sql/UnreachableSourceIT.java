package dev.crossover.sources.postgresql.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.postgresql.TestProxy;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.sources.postgresql.fence.PostgresqlFence;
import dev.crossover.sources.postgresql.fence.PostgresqlWriters;
import dev.crossover.sources.postgresql.log.PostgresqlClock;
import dev.crossover.sources.postgresql.log.PostgresqlLog;
import dev.crossover.sources.postgresql.schema.PostgresqlCatalogue;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The time-out of the tests is not what is asserted: it ends a call that never comes back. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnreachableSourceIT {
  private static final PostgresqlDatabase.Limits LIMITS =
      new PostgresqlDatabase.Limits(
          Duration.ofSeconds(5), Duration.ofMillis(500), Duration.ofSeconds(1));

  private TestSource source;
  private TestProxy network;
  private PostgresqlDatabase database;

  @BeforeEach
  void connectThroughTheNetwork() throws SQLException {
    source = TestSource.create("CREATE TABLE a (id int PRIMARY KEY)");
    network = TestProxy.to(source.port());
    database =
        PostgresqlDatabase.open(
            "jdbc:postgresql://127.0.0.1:" + network.port() + "/" + source.name(),
            "postgres",
            "postgres",
            2,
            LIMITS);
    database.connect().close();
  }

  @AfterEach
  void end() {
    network.close();
    database.close();
    source.close();
  }

  @Test
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "PostgreSQL is blackholed",
      moment = "clock, sentinel, writers, fence, catalogue",
      outcome = "every question fails in its time; none hangs")
  void everyQuestionFailsWhenNothingComesThrough() {
    network.cut();

    assertThatThrownBy(() -> new PostgresqlClock(database).now())
        .isInstanceOf(SourceException.class);
    assertThatThrownBy(() -> new PostgresqlLog(database, "slot").mark())
        .isInstanceOf(SourceException.class);
    assertThatThrownBy(() -> new PostgresqlWriters(database, List.of()).open())
        .isInstanceOf(SourceException.class);
    assertThatThrownBy(
            () ->
                new PostgresqlFence(database, List.of(new TableName("public", "a")), List.of())
                    .look())
        .isInstanceOf(SourceException.class);
    assertThatThrownBy(() -> new PostgresqlCatalogue(database).read(List.of("public"), List.of()))
        .isInstanceOf(SourceException.class);
  }

  @Test
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "PostgreSQL is blackholed",
      moment = "an answer is under way",
      outcome = "the read fails in its time")
  void anAnswerThatIsUnderWayWhenTheNetworkBreaksIsNotWaitedForForGood() throws SQLException {
    try (Connection connection = database.connectToRead();
        Statement statement = connection.createStatement()) {
      network.cut();

      assertThatThrownBy(() -> statement.executeQuery("SELECT 1")).isInstanceOf(SQLException.class);
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "PostgreSQL is slow",
      moment = "any statement",
      outcome = "the server ends it at `statement_timeout`")
  void theServerItselfEndsAStatementThatTakesTooLong() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(600)"))
          .hasMessageContaining("statement timeout");
    }
  }

  @Test
  void aConnectionThatReadsRowsIsGivenMoreTime() throws SQLException {
    assertThat(statementTimeout(database.connectToRead())).isEqualTo("1s");
    assertThat(statementTimeout(database.connect())).isEqualTo("500ms");
  }

  private static String statementTimeout(Connection connection) throws SQLException {
    try (connection;
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW statement_timeout")) {
      row.next();
      return row.getString(1);
    }
  }
}
