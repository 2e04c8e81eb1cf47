package dev.crossover.sources.mysql.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.source.Writers;
import dev.crossover.engine.source.WritersContract;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.ServerKind;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEveryServer
class MysqlWritersIT extends WritersContract {
  private final MysqlTestSource source;

  MysqlWritersIT(ServerKind server) {
    source =
        MysqlTestSource.create(server, "CREATE TABLE item (id int PRIMARY KEY AUTO_INCREMENT)");
  }

  @AfterEach
  void close() {
    source.close();
  }

  @Override
  protected Writers writers() {
    return new MysqlWriters(source.database());
  }

  @Override
  protected void writeInASession() {
    try {
      Connection session = source.database().connect();
      session.setAutoCommit(false);
      MysqlStatements.execute(session, "INSERT INTO item VALUES ()");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected void readBeforeWriting() {
    inTheBackground("INSERT INTO item SELECT 1 FROM (SELECT sleep(600)) slow");
  }

  @Override
  protected void waitToWrite() {
    try {
      MysqlStatements.execute(source.database().connect(), "LOCK TABLES item READ");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    assertThat(writers().open()).as("a reader's lock").isEmpty();
    inTheBackground("INSERT INTO item VALUES ()");
  }

  private void inTheBackground(String sql) {
    Thread session = new Thread(() -> source.execute(sql));
    session.setUncaughtExceptionHandler((thread, ended) -> {});
    session.setDaemon(true);
    session.start();
  }

  @Test
  void seesWhoWroteRightAfterAnotherLook() {
    for (int writers = 0; writers < 5; writers++) {
      assertThat(writers().open()).hasSize(writers);
      writeInASession();
    }
    assertThat(writers().open()).hasSize(5);
  }

  @Test
  void leavesReadersAlone() {
    inTheBackground("SELECT /* INSERT */ 'updated', sleep(600)");
    while (source
        .texts("SELECT id FROM information_schema.processlist WHERE state = 'User sleep'")
        .isEmpty()) {
      Thread.onSpinWait();
    }

    assertThat(writers().open()).isEmpty();
  }

  /** Its session has ended; one that lives can do nothing else, and nobody else can roll back. */
  @Override
  protected void prepare(String name) {
    String session;
    try (MysqlTestSource application = source.as(MysqlTestSource.USER)) {
      session = application.texts("SELECT connection_id()").get(0);
      application.execute(
          "XA START '%1$s';\nINSERT INTO item VALUES ();\nXA END '%1$s';\nXA PREPARE '%1$s'"
              .formatted(name));
    }
    while (!source
        .texts("SELECT id FROM information_schema.processlist WHERE id = " + session)
        .isEmpty()) {
      Thread.onSpinWait();
    }
  }

  @Override
  protected void rollBackPrepared(String name) {
    source.execute("XA ROLLBACK '%s'".formatted(name));
  }
}
