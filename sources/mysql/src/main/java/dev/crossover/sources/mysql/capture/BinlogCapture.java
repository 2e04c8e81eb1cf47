package dev.crossover.sources.mysql.capture;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.capture.CaptureOutput;
import dev.crossover.engine.capture.CaptureSetup;
import dev.crossover.engine.capture.LocalCapture;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.Sentinel;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.debezium.CaptureEngine;
import dev.crossover.sources.debezium.EngineThreads;
import dev.crossover.sources.debezium.FileForm;
import dev.crossover.sources.mysql.log.BinlogFile;
import dev.crossover.sources.mysql.log.MysqlLog;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlServer;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import io.debezium.connector.mariadb.MariaDbConnector;
import io.debezium.connector.mysql.MySqlConnector;
import io.debezium.relational.history.SchemaHistory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Debezium's connector of the server that there is, in this process. */
public final class BinlogCapture implements LocalCapture {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final String READ_METHOD = "mysql-cdc-binlog";

  /** How often the writer runs while nothing comes. */
  private static final long TICK_MILLIS = 200;

  /** The ids that readers of a log take; a server's own is mostly small. */
  private static final int LEAST_READER_ID = 1_000_000_000;

  private final Settings.Source from;
  private final Settings.Capture capture;
  private final String password;
  private final MysqlDatabase source;
  private final List<TableName> tables;
  private final Clock clock;

  /**
   * @param from where Debezium connects to
   * @param source the same server, for our own statements
   * @param tables the moved tables, without the sentinel
   */
  public BinlogCapture(
      Settings.Source from,
      Settings.Capture capture,
      String password,
      MysqlDatabase source,
      List<TableName> tables,
      Clock clock) {
    this.from = from;
    this.capture = capture;
    this.password = password;
    this.source = source;
    this.tables = List.copyOf(tables);
    this.clock = clock;
  }

  @Override
  public CaptureSetup setup() {
    return new BinlogSetup(source, capture.slot(), tables);
  }

  @Override
  public void run(Position position, CaptureOutput output) {
    BinlogWriter writer =
        new BinlogWriter(
            output,
            clock,
            new BinlogNotes(source, tables),
            new FileForm.Header(READ_METHOD, capture.slot(), clock));
    drive(properties(position), writer);
  }

  /** Runs the engine until it ends by itself, or is to end. */
  private static void drive(Map<String, String> properties, BinlogWriter writer) {
    EngineThreads threads = new EngineThreads();
    ExecutorService thread = Executors.newSingleThreadExecutor(threads::thread);
    // Made there too: some of its threads are begun by whoever makes it.
    CaptureEngine engine =
        CompletableFuture.supplyAsync(() -> new CaptureEngine(properties, writer), thread).join();
    try {
      Future<?> running = thread.submit(engine);
      while (!ended(running)) {
        threads.requireAlive();
        if (writer.tick()) {
          engine.stop();
        }
      }
    } finally {
      engine.stop();
      thread.shutdown();
    }
  }

  private static boolean ended(Future<?> running) {
    try {
      running.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException goesOn) {
      return false;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SourceException failure
          ? UnreadableStatement.told(failure)
          : new SourceException("the change capture failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceException("the change capture was interrupted", e);
    }
  }

  private Map<String, String> properties(Position position) {
    Map<String, String> properties = new HashMap<>();
    properties.putAll(
        MysqlStatements.run(
            source, "look at the binary log", connection -> connector(connection, position)));
    properties.putAll(
        MysqlStatements.run(
            source,
            "see how the source is connected to",
            connection -> StreamTls.properties(connection, from.sslMode())));
    properties.putAll(
        Map.ofEntries(
            Map.entry("database.hostname", from.host()),
            Map.entry("database.port", Integer.toString(from.port())),
            Map.entry("database.user", from.user()),
            Map.entry("database.password", password),
            Map.entry(
                "database.server.id",
                Integer.toString(
                    LEAST_READER_ID + ThreadLocalRandom.current().nextInt(LEAST_READER_ID))),
            Map.entry("table.include.list", included()),
            // Without rows, and without the definitions, which are known for the place.
            Map.entry("snapshot.mode", "no_data"),
            Map.entry("snapshot.locking.mode", "none"),
            Map.entry("schema.history.internal", KnownDefinitions.class.getName()),
            Map.entry("schema.history.internal.store.only.captured.tables.ddl", "true"),
            Map.entry(SchemaHistory.DDL_FILTER.name(), passedOver()),
            Map.entry("include.schema.changes", "true"),
            Map.entry("offset.storage", BinlogStart.class.getName())));
    properties.putAll(
        Map.ofEntries(
            Map.entry("transaction.metadata.factory", BinlogTransactions.class.getName()),
            Map.entry("poll.interval.ms", "50"),
            // Whoever connects again looks first which server is there, and at which log.
            Map.entry("connect.keep.alive", "false"),
            Map.entry("decimal.handling.mode", "precise"),
            Map.entry("bigint.unsigned.handling.mode", "precise"),
            Map.entry("time.precision.mode", "adaptive_time_microseconds"),
            Map.entry("binary.handling.mode", "bytes"),
            Map.entry("json.type", BinaryJson.class.getName()),
            Map.entry("texts.type", ExactTexts.class.getName()),
            Map.entry("dates.type", RealDates.class.getName()),
            Map.entry("enable.time.adjuster", "false"),
            // What cannot be read must stop the stream and not leave a hole in it.
            Map.entry("inconsistent.schema.handling.mode", "fail")));
    return properties;
  }

  private static Map<String, String> connector(Connection connection, Position position)
      throws SQLException {
    boolean mariadb = MysqlServer.of(connection).mariadb();
    BinlogFile file = new BinlogFile(base(connection), position.major());
    ObjectNode place = JSON.objectNode().put("file", file.name()).put("pos", position.minor());
    GtidPlace.below(connection, file, position.minor())
        .ifPresent(transactions -> place.put("gtids", transactions));
    return Map.of(
        "connector.class",
        (mariadb ? MariaDbConnector.class : MySqlConnector.class).getName(),
        "converters",
        mariadb ? "texts,dates" : "texts,dates,json", // whose documents are texts already
        BinlogStart.KEY,
        "[\"crossover\",{\"server\":\"crossover\"}]",
        BinlogStart.VALUE,
        place.toString(),
        KnownDefinitions.STATEMENTS,
        KnownDefinitions.json(Definitions.below(connection, position)));
  }

  private static String base(Connection connection) throws SQLException {
    return MysqlLog.files(connection).stream()
        .map(BinlogFile::base)
        .findFirst()
        .orElseThrow(() -> new SourceException("the source writes no binary log"));
  }

  /**
   * The statements that need not be understood: those that name no captured table. Debezium ends
   * when it cannot parse one, and would not go on before it is gone from the log.
   */
  private String passedOver() {
    String names =
        captured().map(table -> table.name().replaceAll("\\W", ".")).collect(joining("|"));
    return "(?!.*(?<!\\w)(?:%s)(?!\\w)|\\s*DROP\\s+(?:DATABASE|SCHEMA)).*,%s"
        .formatted(names, SchemaHistory.DDL_FILTER.defaultValueAsString());
  }

  private Stream<TableName> captured() {
    return Stream.concat(tables.stream(), Stream.of(Sentinel.TABLE));
  }

  private String included() {
    return captured().map(table -> Pattern.quote(table.toString())).collect(joining(","));
  }
}
