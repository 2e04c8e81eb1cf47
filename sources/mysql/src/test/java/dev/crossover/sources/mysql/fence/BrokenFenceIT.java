package dev.crossover.sources.mysql.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.source.FenceRecord;
import dev.crossover.sources.mysql.MariadbServer;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fence whose raising is cut off between its steps, and one whose server is started again. */
class BrokenFenceIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static MariadbServer server;

  private final ExecutorService others = Executors.newSingleThreadExecutor();
  private FencedShop shop;
  private MysqlFence fence;

  /** Where the raising stands still, and what another session holds so that it does. */
  private enum Step {
    BEFORE_THE_FIRST_ACCOUNT("LOCK TABLES mysql.global_priv READ", "ALTER USER%"),
    BEFORE_THE_SERVER("LOCK TABLES shop.item WRITE", "SET GLOBAL read_only = ON");

    private final String hold;
    private final String standsAt;

    Step(String hold, String standsAt) {
      this.hold = hold;
      this.standsAt = standsAt;
    }
  }

  @BeforeAll
  static void startServer() {
    server = MariadbServer.start(folder, "--event-scheduler=ON");
  }

  @AfterAll
  static void endServer() {
    server.close();
  }

  @BeforeEach
  void begin() {
    shop = FencedShop.on(server.port());
    fence = shop.fence();
    shop.run("CREATE USER shop_app@'10.0.0.1' IDENTIFIED BY 'x' ACCOUNT LOCK");
  }

  @AfterEach
  void close() {
    shop.close();
    others.shutdownNow();
  }

  /** All that a fence may change. */
  private List<String> openness() {
    return new MysqlQuery(shop.source(), "what is open")
        .list(
            "SELECT concat('read_only ', @@global.read_only, ', events ',"
                + " @@global.event_scheduler) UNION ALL (SELECT concat(user, '@', host, ' ',"
                + " coalesce(json_value(priv, '$.account_locked'), '0'))"
                + " FROM mysql.global_priv ORDER BY 1)",
            row -> row.getString(1));
  }

  /** Raises the fence up to a step, and has somebody do something about it there. */
  private void raiseUpTo(Step step, FenceRecord record, Consumer<Long> then) throws SQLException {
    Future<?> raising;
    try (Connection holder = shop.source().connect()) {
      MysqlStatements.execute(holder, step.hold);
      raising = others.submit(() -> fence.raise(1, "memory", record));
      then.accept(awaitStanding(holder, step));
      MysqlStatements.execute(holder, "UNLOCK TABLES");
    }
    assertThatThrownBy(raising::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(SourceException.class);
  }

  private static long awaitStanding(Connection holder, Step step) throws SQLException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<Long> standing = List.of();
    while (standing.isEmpty()) {
      assertThat(System.nanoTime()).as("waiting for " + step.standsAt).isLessThan(deadline);
      standing =
          MysqlQuery.list(
              holder,
              "SELECT id FROM information_schema.processlist WHERE info LIKE ?",
              row -> row.getLong(1),
              List.of(step.standsAt));
    }
    return standing.get(0);
  }

  @ParameterizedTest
  @EnumSource
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "the connection of the process that fences MariaDB is cut",
      moment = "before the first account is closed, and before the server is",
      outcome = "another process un-fences: accounts, event scheduler and server are as before",
      rowsLost = Fault.RowsLost.NOT_COMPARED)
  void isGivenBackByAnotherWhenItsRaisingWasCutOff(Step step) throws SQLException {
    List<String> before = openness();
    FenceRecord record = fence.look().record();

    raiseUpTo(step, record, session -> shop.run("KILL CONNECTION " + session));

    assertThat(fence.raised()).isPresent();
    assertThat(fence.lowerUnsealed()).isTrue();
    assertThat(openness()).isEqualTo(before);
    assertThat(fence.raised()).isEmpty();
  }

  @Test
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault = "the process that fences MariaDB stands still, and goes on late",
      moment = "before the server is closed",
      outcome = "who un-fences ends its connection first, and it closes nothing any more",
      rowsLost = Fault.RowsLost.NOT_COMPARED)
  void isGivenBackByAnotherWhileItsRaisingStandsStill() throws SQLException {
    shop.run("SET GLOBAL event_scheduler = OFF");
    List<String> before = openness();
    FenceRecord record = fence.look().record();

    raiseUpTo(
        Step.BEFORE_THE_SERVER, record, session -> assertThat(fence.lowerUnsealed()).isTrue());

    assertThat(openness()).isEqualTo(before);
    assertThatThrownBy(() -> fence.seal(1, record)).isInstanceOf(RuntimeException.class);
  }

  @ParameterizedTest
  @EnumSource
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "MariaDB is stopped or killed, and started again",
      moment = "inside the fence, after it was proved",
      outcome =
          "the fence cannot be sealed, so the cutover stops; un-fenced, accounts, event scheduler"
              + " and server are as before",
      rowsLost = Fault.RowsLost.NOT_COMPARED)
  void isNotSealedAfterItsServerWasStartedAgain(MariadbServer.End end) {
    List<String> before = openness();
    FenceRecord record = fence.look().record();
    fence.raise(1, "memory", record);
    assertThat(fence.leaks(record)).isEmpty();

    server.end(end);
    server.start();

    assertThat(fence.leaks(record))
        .contains(
            "the event scheduler runs",
            "the server is not read-only",
            "whoever has the right to can write to shop.item");
    assertThatThrownBy(() -> fence.seal(1, record))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("opened after it was proved")
        .hasMessageContaining("the event scheduler runs; the server is not read-only");
    fence.lower(2, record);
    assertThat(openness()).isEqualTo(before);
  }
}
