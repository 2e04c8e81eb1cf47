package dev.crossover.sources.mysql.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.source.FencePlan;
import dev.crossover.engine.source.FenceRecord;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.RunningServer;
import dev.crossover.sources.mysql.ServerKind;
import dev.crossover.sources.mysql.log.MysqlLog;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** The fence around a server that has nothing but what is moved. */
@OnEveryServer
class ReadOnlyServerIT {
  @Parameter ServerKind kind;

  private static RunningServer server;

  private FencedShop shop;
  private MysqlFence fence;

  @BeforeParameterizedClassInvocation
  static void startServer(ServerKind started) {
    server = started.start("--event-scheduler=ON");
  }

  @AfterParameterizedClassInvocation
  static void endServer() {
    server.close();
  }

  @BeforeEach
  void begin() {
    shop = FencedShop.on(server.port());
    fence = shop.fence();
    shop.run("CREATE USER shop_batch IDENTIFIED BY 'x'", "GRANT ALL ON shop.* TO shop_batch");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private void writeAs(String user) throws SQLException {
    try (Connection connection = shop.source().logIn(user, "x")) {
      MysqlStatements.execute(connection, "INSERT INTO shop.item VALUES (1)");
    }
  }

  private String settings() {
    return new MysqlQuery(shop.source(), "the server's settings")
        .list(
            "SELECT @@global.read_only, @@global.event_scheduler",
            row -> row.getString(1) + " " + row.getString(2))
        .get(0);
  }

  @Test
  void stopsEveryAccountAndEventAndLetsCrossoverWriteItsProof() throws SQLException {
    FencePlan plan = fence.look();
    assertThat(plan.summary()).contains("stop the event scheduler, make the server read-only");
    fence.raise(1, "memory", plan.record());

    assertThat(settings()).isEqualTo("1 OFF");
    assertThatThrownBy(() -> writeAs("shop_app")).hasMessageContaining("locked");
    assertThatThrownBy(() -> writeAs("shop_batch")).hasMessageContaining("--read-only");
    assertThat(fence.leaks(plan.record())).isEmpty();
    new MysqlLog(shop.source()).mark();
    fence.seal(1, plan.record());

    fence.lower(2, plan.record());

    assertThat(settings()).isEqualTo("0 ON");
    writeAs("shop_app");
  }

  @Test
  void isNotProvedOnAServerThatSomebodyMadeWritableAgain() {
    FenceRecord record = fence.look().record();
    fence.raise(1, "memory", record);
    shop.run("SET GLOBAL read_only = OFF");

    assertThat(fence.leaks(record)).contains("whoever has the right to can write to shop.item");

    fence.lower(2, record);
  }

  @Test
  void leavesAServerWritableThatHasADatabaseWhichIsNotMoved() {
    shop.run("CREATE DATABASE other");
    FenceRecord record = fence.look().record();
    fence.raise(1, "memory", record);

    assertThat(settings()).isEqualTo("0 OFF");
    assertThat(fence.leaks(record)).containsExactly("'shop_batch'@'%' may write to a moved table");

    fence.lower(2, record);
    shop.run("DROP DATABASE other");
  }
}
