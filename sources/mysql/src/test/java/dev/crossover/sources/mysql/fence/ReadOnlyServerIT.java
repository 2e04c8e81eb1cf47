package dev.crossover.sources.mysql.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.preflight.Finding.Verdict;
import dev.crossover.engine.source.FencePlan;
import dev.crossover.engine.source.FenceRecord;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.RunningServer;
import dev.crossover.sources.mysql.ServerKind;
import dev.crossover.sources.mysql.log.MysqlLog;
import dev.crossover.sources.mysql.preflight.ApplicationAccounts;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
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

  private List<String> settingsOfTheNextStart() {
    return new MysqlQuery(shop.source(), "what the server keeps")
        .list(
            "SELECT variable_name FROM performance_schema.persisted_variables",
            row -> row.getString(1));
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
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "the server is started again",
      moment = "after the seal of the fence, before the journal or behind it",
      outcome =
          "MySQL stays closed; MariaDB begins without `read_only` and with its events, and an"
              + " account that `source.application_roles` does not name may write: what it writes"
              + " stands in the log above the end of the changes, an alarm in `status`. Preflight"
              + " names such accounts and events before",
      rowsLost = Fault.RowsLost.ONLY_LATE)
  void outlastsARestartAfterItsSealWhereTheServerKeepsWhatIsSet() throws SQLException {
    FenceRecord record = fence.look().record();
    fence.raise(1, "memory", record);
    MysqlLog log = new MysqlLog(shop.source());
    LogPosition last = log.mark().position();
    fence.seal(1, record);

    server.restart();

    assertThatThrownBy(() -> writeAs("shop_app")).hasMessageContaining("locked");
    if (kind == ServerKind.MYSQL) {
      assertThat(settings()).isEqualTo("1 OFF");
      assertThatThrownBy(() -> writeAs("shop_batch")).hasMessageContaining("--read-only");
      assertThat(fence.leaks(record)).isEmpty();
      fence.lower(2, record);
      assertThat(settingsOfTheNextStart()).isEmpty();
    } else {
      assertThat(settings()).isEqualTo("0 ON");
      writeAs("shop_batch");
      assertThat(log.end().isAtLeast(last)).isTrue();
      fence.lower(2, record);
    }
    assertThat(settings()).isEqualTo("0 ON");
  }

  @Test
  void namesBeforeTheCutoverWhoWouldWriteAfterARestartOfAServerThatKeepsNothing() {
    shop.run(
        "CREATE EVENT shop.nightly ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01' DO"
            + " DELETE FROM shop.item");
    List<Finding> findings =
        new ApplicationAccounts(shop.source(), () -> fence, List.of("shop_app")).look();

    if (kind == ServerKind.MYSQL) {
      assertThat(findings).extracting(Finding::verdict).containsExactly(Verdict.PASS);
    } else {
      assertThat(findings).extracting(Finding::verdict).containsOnly(Verdict.WARNING);
      assertThat(findings)
          .extracting(Finding::observed)
          .containsExactly(
              "'shop_batch'@'%' may write to a moved table, which the fence stops until the server"
                  + " is started again",
              "event shop.nightly is enabled, which the fence stops until the server is started"
                  + " again");
    }
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
