package dev.crossover.sources.postgresql.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.OpenTransaction;
import dev.crossover.engine.source.Writers;
import dev.crossover.engine.source.WritersContract;
import dev.crossover.sources.postgresql.TestSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresqlWritersIT extends WritersContract {
  private final TestSource source =
      TestSource.create("CREATE TABLE t (id serial); CREATE TABLE kept (id serial)");
  private final PostgresqlWriters writers =
      new PostgresqlWriters(source.database(), List.of(new TableName("public", "t")));
  private final List<Connection> sessions = new ArrayList<>();

  @AfterEach
  void close() throws SQLException {
    for (Connection session : sessions) {
      session.close();
    }
    source.close();
  }

  @Override
  protected Writers writers() {
    return writers;
  }

  @Override
  protected void writeInASession() {
    write("INSERT INTO t DEFAULT VALUES");
  }

  @Override
  protected void prepare(String name) {
    write("INSERT INTO t DEFAULT VALUES; PREPARE TRANSACTION '" + name + "'");
  }

  @Override
  protected void readBeforeWriting() {
    write("DELETE FROM t WHERE false");
  }

  @Override
  protected void waitToWrite() {
    write("LOCK TABLE t IN SHARE MODE");
    assertThat(writers.open()).as("a reader's lock").isEmpty();
    Thread waiting = new Thread(() -> write("INSERT INTO t DEFAULT VALUES"));
    waiting.setUncaughtExceptionHandler((thread, ended) -> {});
    waiting.setDaemon(true);
    waiting.start();
  }

  @Test
  @Fault(
      kind = Fault.Kind.ROGUE_WRITER,
      fault = "a prepared transaction",
      moment = "the drain",
      outcome = "seen, by its name")
  void seesAPreparedTransaction() {
    prepare("p");

    assertThat(writers.open()).extracting(OpenTransaction::name).containsExactly("p");

    rollBackPrepared("p");
  }

  @Test
  void leavesWritersOfOtherTablesAlone() {
    write("INSERT INTO kept DEFAULT VALUES");
    write("INSERT INTO kept DEFAULT VALUES; PREPARE TRANSACTION 'kept'");

    assertThat(writers.open()).isEmpty();

    rollBackPrepared("kept");
  }

  private void write(String sql) {
    try {
      Connection session =
          DriverManager.getConnection(
              "jdbc:postgresql://127.0.0.1:" + source.port() + "/" + source.name(),
              "postgres",
              "postgres");
      sessions.add(session);
      session.setAutoCommit(false);
      try (Statement statement = session.createStatement()) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected void rollBackPrepared(String name) {
    source.execute("ROLLBACK PREPARED '" + name + "'");
  }
}
