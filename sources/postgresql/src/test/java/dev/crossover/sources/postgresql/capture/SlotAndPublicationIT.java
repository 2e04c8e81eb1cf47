package dev.crossover.sources.postgresql.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.Settings;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.capture.CaptureSetup;
import dev.crossover.engine.capture.CaptureSetupContract;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.postgresql.TestSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.replication.PGReplicationStream;

class SlotAndPublicationIT extends CaptureSetupContract {
  private final TestSource source = TestSource.create("CREATE TABLE t (id int PRIMARY KEY)");
  private final Settings.Capture names =
      TestCapture.settings(source.name(), source.port()).capture();
  private final SlotAndPublication setup =
      new SlotAndPublication(source.database(), names, List.of(new TableName("public", "t")));

  @Override
  protected CaptureSetup setup() {
    return setup;
  }

  @Test
  void waitsForTheReaderOfItsSlotToEnd() throws Exception {
    setup.create();
    try (Connection reader = replication();
        PGReplicationStream stream = read(reader)) {
      CompletableFuture<Void> removal = CompletableFuture.runAsync(setup::remove);

      assertThatThrownBy(() -> removal.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      stream.close();
      reader.close();
      assertThat(removal).succeedsWithin(Duration.ofSeconds(20));
    }
  }

  @Test
  void refusesASecondReaderOfItsSlotAndSaysWhoReadsIt() throws Exception {
    Position start = setup.create();
    SlotAndPublication second =
        new SlotAndPublication(
            source.database(), names, List.of(new TableName("public", "t")), Duration.ZERO);
    try (Connection reader = replication();
        PGReplicationStream stream = read(reader)) {
      assertThat(stream.isClosed()).isFalse();
      assertThatThrownBy(() -> second.requireIntact(start))
          .isInstanceOf(SourceException.class)
          .hasMessageMatching(
              "replication slot \\S+ is read by process \\d+ \\(user postgres, first, from"
                  + " 127.0.0.1\\) already, and a slot has one reader: .*");
    }
    setup.requireIntact(start);
  }

  private PGReplicationStream read(Connection reader) throws SQLException {
    return reader
        .unwrap(PGConnection.class)
        .getReplicationAPI()
        .replicationStream()
        .logical()
        .withSlotName(names.slot())
        .withSlotOption("proto_version", "1")
        .withSlotOption("publication_names", names.publication())
        .start();
  }

  private Connection replication() throws SQLException {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "user",
            "postgres",
            "replication",
            "database",
            "preferQueryMode",
            "simple",
            "ApplicationName",
            "first",
            "assumeMinServerVersion",
            "10"));
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + source.port() + "/" + source.name(), properties);
  }

  @AfterEach
  void close() {
    setup.remove();
    source.close();
  }
}
