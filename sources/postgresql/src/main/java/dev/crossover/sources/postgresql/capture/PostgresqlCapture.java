package dev.crossover.sources.postgresql.capture;

import dev.crossover.contract.Settings;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.capture.CaptureOutput;
import dev.crossover.engine.capture.CaptureSetup;
import dev.crossover.engine.capture.LocalCapture;
import dev.crossover.engine.changes.Position;
import dev.crossover.sources.debezium.CaptureEngine;
import dev.crossover.sources.debezium.IdleHeartbeat;
import dev.crossover.sources.postgresql.log.PostgresqlLog;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Debezium's connector in this process. PostgreSQL's slot has the only position. */
public final class PostgresqlCapture implements LocalCapture {
  /**
   * How long a change waits at most before it is looked at; small against any rotation. Debezium
   * fills a batch for as long, past the limit of its queue, so it bounds a batch's bytes too.
   */
  private static final Duration POLL = Duration.ofMillis(50);

  /** How often the writer runs while nothing comes. */
  private static final Duration TICK = Duration.ofMillis(500);

  private static final String BEAT =
      "INSERT INTO crossover.heartbeat (id, written_at) VALUES (1, now())"
          + " ON CONFLICT (id) DO UPDATE SET written_at = excluded.written_at";

  private final Settings.Source from;
  private final Settings.Capture capture;
  private final String password;
  private final PostgresqlDatabase source;
  private final CaptureSetup setup;
  private final Clock clock;

  /**
   * @param from where Debezium connects to
   * @param source the same database, for our own statements
   */
  public PostgresqlCapture(
      Settings.Source from,
      Settings.Capture capture,
      String password,
      PostgresqlDatabase source,
      CaptureSetup setup,
      Clock clock) {
    this.from = from;
    this.capture = capture;
    this.password = password;
    this.source = source;
    this.setup = setup;
    this.clock = clock;
  }

  @Override
  public CaptureSetup setup() {
    return setup;
  }

  @Override
  public void run(Position position, CaptureOutput output) {
    new CaptureEngine(
            properties(),
            new ChangeWriter(
                output,
                new PostgresqlLog(source, capture.slot()).confirmed(),
                new IdleHeartbeat(clock, this::beat),
                capture.slot(),
                clock))
        .run();
  }

  /** Without it a slot on an idle database keeps the log of all other databases for ever. */
  private void beat() {
    try (Connection connection = source.connect();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout((int) IdleHeartbeat.IDLE.toSeconds());
      statement.executeUpdate(BEAT);
    } catch (SQLException e) {
      throw new SourceException(
          "cannot write crossover.heartbeat, which keeps the replication slot moving; is the source"
              + " read-only?",
          e);
    }
  }

  private Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    properties.putAll(
        Map.ofEntries(
            Map.entry("connector.class", TextConnector.class.getName()),
            Map.entry("database.hostname", from.host()),
            Map.entry("database.port", Integer.toString(from.port())),
            Map.entry("database.dbname", from.database()),
            Map.entry("database.user", from.user()),
            Map.entry("database.password", password),
            Map.entry("database.sslmode", from.sslMode()),
            Map.entry("plugin.name", "pgoutput"),
            Map.entry("slot.name", capture.slot()),
            Map.entry("slot.max.retries", "0"),
            Map.entry("publication.name", capture.publication()),
            Map.entry("publication.autocreate.mode", "disabled"),
            Map.entry("publish.via.partition.root", "true")));
    properties.putAll(
        Map.ofEntries(
            // No snapshot and no offset: streaming begins at the slot's confirmed position.
            Map.entry("snapshot.mode", "no_data"),
            Map.entry(
                "offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore"),
            Map.entry("flush.lsn.source", "true"),
            // The driver alone would confirm changes that are in no file yet.
            Map.entry("lsn.flush.mode", "connector"),
            Map.entry(
                "heartbeat.interval.ms",
                Long.toString(Math.min(capture.rotationMillis(), TICK.toMillis()))),
            Map.entry(
                "poll.interval.ms",
                Long.toString(Math.min(capture.rotationMillis() / 2, POLL.toMillis()))),
            Map.entry("include.unknown.datatypes", "true"),
            Map.entry("converters", "text"),
            Map.entry("text.type", TextConverter.class.getName()),
            Map.entry("event.converting.failure.handling.mode", "fail")));
    return properties;
  }
}
