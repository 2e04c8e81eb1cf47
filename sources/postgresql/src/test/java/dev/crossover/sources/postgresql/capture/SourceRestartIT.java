package dev.crossover.sources.postgresql.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.Settings;
import dev.crossover.engine.capture.ChangeStream.State;
import dev.crossover.engine.capture.ChangeStream.Status;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.time.Timing;
import dev.crossover.platforms.local.LocalChangeStream;
import dev.crossover.platforms.local.Programs;
import dev.crossover.platforms.local.StreamFile;
import dev.crossover.platforms.local.SupervisedJob;
import dev.crossover.sources.postgresql.TestServer;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server of the test's own, because it is stopped and started. */
class SourceRestartIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String DATABASE = "postgres";

  @TempDir Path work;

  private static void execute(PostgresqlDatabase source, String sql) throws SQLException {
    try (Connection connection = source.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Status await(LocalChangeStream stream, Predicate<Status> condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Status status = stream.status();
    while (!condition.test(status)) {
      assertThat(System.nanoTime()).as("last seen: " + status).isLessThan(deadline);
      Timing.real().pause(Duration.ofMillis(100));
      status = stream.status();
    }
    return status;
  }

  @Test
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "PostgreSQL is stopped, later started",
      moment = "capture",
      outcome = "its supervisor starts it again; the changes of both times are captured",
      rowsLost = Fault.RowsLost.NONE)
  void goesOnByItselfAfterTheSourceWasRestarted() throws Exception {
    try (TestServer server = TestServer.start(work.resolve("data"))) {
      goesOnByItself(server);
    }
  }

  private void goesOnByItself(TestServer server) throws Exception {
    int port = server.port();
    Settings settings = TestCapture.settings(DATABASE, port);
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    SupervisedJob capture =
        new SupervisedJob(
            work, "capture", Programs.find(), CaptureProgram.command(DATABASE, port, work));
    try (PostgresqlDatabase source = PostgresqlDatabase.open(url, "postgres", "postgres", 2)) {
      LocalChangeStream stream =
          new LocalChangeStream(
              new StreamFile(work),
              new SlotAndPublication(
                  source, settings.capture(), List.of(new TableName("public", "t"))),
              capture,
              Clock.systemUTC());
      execute(source, "CREATE TABLE t (id int PRIMARY KEY)");
      stream.start();
      execute(source, "INSERT INTO t VALUES (1)");
      await(stream, status -> status.events() == 1);
      server.stop();
      Status down = await(stream, status -> status.state() == State.FAILED);
      assertThat(down.error().orElseThrow()).isNotBlank();
      server.start();
      execute(source, "INSERT INTO t VALUES (2)");
      Status up = await(stream, status -> status.events() == 2);
      assertThat(up.state()).isEqualTo(State.RUNNING);
      assertThat(up.error().orElse("")).startsWith("started again ");
      stream.stop();
      stream.remove();
    } finally {
      capture.cancel();
    }
  }
}
