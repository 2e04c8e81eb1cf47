package dev.crossover.sources.mysql.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.source.SourceLogContract;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.ServerKind;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEveryServer
class MysqlLogIT extends SourceLogContract {
  private final MysqlTestSource source;

  MysqlLogIT(ServerKind server) {
    source =
        MysqlTestSource.create(
            server,
            """
            CREATE DATABASE crossover;
            CREATE TABLE crossover.sentinel (
              id bigint PRIMARY KEY, token varchar(64), written_at timestamp(6) NULL);
            CREATE TABLE item (id int PRIMARY KEY AUTO_INCREMENT);
            """);
  }

  @AfterEach
  void close() {
    source.close();
  }

  @Override
  protected SourceLog log() {
    return new MysqlLog(source.database());
  }

  @Override
  protected void commitAChange() {
    source.execute("INSERT INTO item VALUES ()");
  }

  @Override
  protected List<String> sentinels() {
    return new MysqlQuery(source.database(), "sentinels")
        .list("SELECT token FROM crossover.sentinel ORDER BY id", row -> row.getString(1));
  }

  @Test
  void knowsAfterWhichTimeTheLogIsRemoved() {
    source.execute("SET GLOBAL binlog_expire_logs_seconds = 7200");
    try {
      assertThat(log().retention().limit()).contains(Duration.ofHours(2));
      assertThat(log().retention().text()).isEqualTo("the binary log is removed after 2 hours");
    } finally {
      source.execute("SET GLOBAL binlog_expire_logs_seconds = 0");
    }
    assertThat(log().retention().limit()).isEmpty();
  }

  @Test
  void givesNoPlaceInTheLogOfAServerAtWhichTheStreamDidNotBegin() {
    source.execute(
        """
        CREATE TABLE crossover.stream (server varchar(64));
        INSERT INTO crossover.stream VALUES ('the one before the failover');
        """);

    for (Supplier<?> place : List.<Supplier<?>>of(() -> log().end(), () -> log().mark())) {
      assertThatThrownBy(place::get)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("another server answers at this address")
          .hasMessageContaining("not the one before the failover");
    }
    assertThat(sentinels()).isEmpty();
  }

  @Test
  void isToldByAPersonThatAMariadbIsTheSameOnOtherHardware() {
    assumeTrue(source.server() == ServerKind.MARIADB, "MySQL keeps its identity in a file");
    source.execute(
        """
        CREATE TABLE crossover.stream (server varchar(64));
        INSERT INTO crossover.stream VALUES (concat(@@server_id, ' of another network card'));
        """);
    String said = catchThrowable(() -> log().end()).getMessage();

    source.execute(
        said.substring(said.indexOf("UPDATE crossover.stream"), said.indexOf(", then run again")));

    assertThat(log().end().isAtLeast(LogPosition.of(1, 0))).isTrue();
  }
}
