package dev.crossover.sources.postgresql.capture;

import static dev.crossover.sources.postgresql.capture.BoundedStatement.bounded;
import static dev.crossover.sources.postgresql.sql.Identifiers.literal;

import dev.crossover.contract.Settings;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.capture.CaptureSetup;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.Sentinel;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.postgresql.fence.FenceSetup;
import dev.crossover.sources.postgresql.log.LsnText;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a stream needs in the source: its schema, its publication and its slot. */
public final class SlotAndPublication implements CaptureSetup {
  /** A row that the capture process writes while the source is idle; never moved. */
  public static final TableName HEARTBEAT = new TableName(Sentinel.TABLE.schema(), "heartbeat");

  private static final String PLUGIN = "pgoutput";

  private static final String TABLES =
      """
      CREATE SCHEMA IF NOT EXISTS crossover;
      CREATE TABLE IF NOT EXISTS crossover.sentinel (
        id bigint PRIMARY KEY, token text, written_at timestamptz);
      CREATE TABLE IF NOT EXISTS crossover.heartbeat (
        id integer PRIMARY KEY, written_at timestamptz);
      CREATE TABLE IF NOT EXISTS crossover.stream (slot text PRIMARY KEY, publication text);
      """
          + CapturedTables.TABLE;

  private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SLOT_TIMEOUT = Duration.ofSeconds(30);

  private final PostgresqlDatabase source;
  private final Settings.Capture names;
  private final CapturedTables captured;
  private final MovedPublication publication;
  private final Duration slotTimeout;

  /**
   * @param tables the moved tables, without the sentinel
   */
  public SlotAndPublication(
      PostgresqlDatabase source, Settings.Capture names, List<TableName> tables) {
    this(source, names, tables, SLOT_TIMEOUT);
  }

  /**
   * @param slotTimeout how long a new slot may wait for transactions that write, and an old one for
   *     its last reader to end
   */
  public SlotAndPublication(
      PostgresqlDatabase source,
      Settings.Capture names,
      List<TableName> tables,
      Duration slotTimeout) {
    this.source = source;
    this.names = names;
    List<TableName> published =
        Stream.concat(tables.stream(), Stream.of(Sentinel.TABLE, HEARTBEAT)).toList();
    this.captured = new CapturedTables(names.publication(), published);
    this.publication = new MovedPublication(names, published, captured);
    this.slotTimeout = slotTimeout;
  }

  @Override
  public void requireUnused() {
    try (Connection connection = source.connect()) {
      refuseAnother(connection);
      if (exists(connection, "pg_replication_slots", "slot_name", names.slot())) {
        throw taken("replication slot", names.slot(), "capture.slot", dropSlot());
      }
      if (exists(connection, "pg_publication", "pubname", names.publication())) {
        throw taken("publication", names.publication(), "capture.publication", publication.drop());
      }
    } catch (SQLException e) {
      throw failed("look for replication slot " + names.slot(), e);
    }
  }

  private void refuseAnother(Connection connection) throws SQLException {
    Optional<String> other = slotOfAnother(connection);
    if (other.isPresent()) {
      throw new SourceException(
          "this database is already the source of another migration, whose change stream reads the replication slot %s; a database is the source of one migration at a time, as it can be fenced for one. End that one, or give it up (crossover cleanup --abandon with its settings), then run again"
              .formatted(other.get()));
    }
  }

  /** The schema crossover, with fence, sentinels and list of tables, belongs to one migration. */
  private Optional<String> slotOfAnother(Connection connection) throws SQLException {
    if (!exists(connection, "pg_tables", "schemaname || '.' || tablename", "crossover.stream")) {
      return Optional.empty();
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT slot FROM crossover.stream JOIN pg_replication_slots ON slot_name = slot"
                + " WHERE slot <> ?")) {
      statement.setString(1, names.slot());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  private static SourceException taken(String what, String name, String key, String statement) {
    return new SourceException(
        "the source has a %s %s already, which another migration may use; if it is left over run `%s`, else set %s to another name"
            .formatted(what, name, statement, key));
  }

  @Override
  public boolean isTaken() {
    try (Connection connection = source.connect()) {
      return exists(connection, "pg_replication_slots", "slot_name", names.slot());
    } catch (SQLException e) {
      throw failed("look for replication slot " + names.slot(), e);
    }
  }

  @Override
  public Position adopt() {
    try (Connection connection = source.connect()) {
      refuseAnother(connection);
      new KeptSlot(names.slot()).confirmed(connection);
      publication.requireNarrow(connection);
      bounded(connection, LOCK_TIMEOUT, statement -> statement.execute(TABLES));
      FenceSetup.make(connection);
      bounded(connection, LOCK_TIMEOUT, publication::narrow);
      return SlotWaits.afterPresentWriters(connection, names.slot(), slotTimeout);
    } catch (SQLException e) {
      throw failed("take over publication " + names.publication(), e);
    }
  }

  @Override
  public boolean isOurs() {
    try (Connection connection = source.connect()) {
      return exists(connection, "pg_tables", "schemaname || '.' || tablename", "crossover.stream")
          && exists(
              connection,
              "crossover.stream",
              "slot || ' ' || publication",
              names.slot() + " " + names.publication());
    } catch (SQLException e) {
      throw failed("look for the change stream's record in schema crossover", e);
    }
  }

  @Override
  public Position create() {
    try (Connection connection = source.connect()) {
      drop(connection);
      SlotWaits.requireNoLongWriters(connection);
      bounded(connection, LOCK_TIMEOUT, statement -> statement.execute(TABLES));
      FenceSetup.make(connection);
      bounded(connection, LOCK_TIMEOUT, publication::create);
      return createSlot(connection);
    } catch (SQLException e) {
      throw failed("make publication " + names.publication(), e);
    }
  }

  private Position createSlot(Connection connection) throws SQLException {
    Position[] start = new Position[1];
    try {
      bounded(connection, slotTimeout, statement -> start[0] = createSlot(statement));
      return start[0];
    } catch (SQLException e) {
      drop(connection);
      throw new SourceException(
          "cannot make replication slot %s; it waits %d s for transactions that write to end, and these do: %s"
              .formatted(names.slot(), slotTimeout.toSeconds(), SlotWaits.writers(connection)),
          e);
    }
  }

  private Position createSlot(Statement statement) throws SQLException {
    String sql =
        "SELECT lsn FROM pg_create_logical_replication_slot(%s, '%s')"
            .formatted(literal(names.slot()), PLUGIN);
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return LsnText.INSTANCE.parse(row.getString(1));
    }
  }

  @Override
  public void requireIntact(Position safe) {
    try (Connection connection = source.connect()) {
      KeptSlot slot = new KeptSlot(names.slot());
      Optional<Position> confirmed = slot.confirmed(connection);
      if (confirmed.filter(safe::isAtLeast).isEmpty()) {
        throw slot.lost(
            "stands at %s, after the last change in a file, %s: it was dropped and made again, or moved"
                .formatted(
                    confirmed.map(LsnText.INSTANCE::of).orElse("no place"),
                    LsnText.INSTANCE.of(safe)));
      }
      new SlotReader(names.slot(), slotTimeout).requireNone(connection);
      requireTables(connection);
    } catch (SQLException e) {
      throw failed("look for replication slot " + names.slot(), e);
    }
  }

  @Override
  public void requireKept() {
    try (Connection connection = source.connect()) {
      new KeptSlot(names.slot()).confirmed(connection);
      requireTables(connection);
    } catch (SQLException e) {
      throw failed("look for replication slot " + names.slot(), e);
    }
  }

  private void requireTables(Connection connection) throws SQLException {
    List<String> changes = captured.changes(connection);
    if (!changes.isEmpty()) {
      throw new SourceException(
          "%s; their changes since then are lost, so the migration must be started again: run cleanup, then run"
              .formatted(String.join("; ", changes)));
    }
  }

  @Override
  public List<String> uncaptured() {
    try (Connection connection = source.connect()) {
      return captured.changes(connection);
    } catch (SQLException e) {
      throw failed("look for publication " + names.publication(), e);
    }
  }

  @Override
  public void remove() {
    try (Connection connection = source.connect()) {
      drop(connection);
      if (slotOfAnother(connection).isEmpty()) {
        bounded(
            connection,
            LOCK_TIMEOUT,
            statement -> statement.execute("DROP SCHEMA IF EXISTS crossover CASCADE"));
      }
    } catch (SQLException e) {
      throw failed("drop replication slot " + names.slot(), e);
    }
  }

  private void drop(Connection connection) throws SQLException {
    if (exists(connection, "pg_replication_slots", "slot_name", names.slot())) {
      new SlotReader(names.slot(), slotTimeout).requireNone(connection);
      bounded(connection, LOCK_TIMEOUT, statement -> statement.execute(dropSlot()));
    }
    bounded(connection, LOCK_TIMEOUT, statement -> statement.execute(publication.drop()));
  }

  private String dropSlot() {
    return "SELECT pg_drop_replication_slot(" + literal(names.slot()) + ")";
  }

  static boolean exists(Connection connection, String view, String column, String name)
      throws SQLException {
    String sql = "SELECT 1 FROM " + view + " WHERE " + column + " = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  private SourceException failed(String what, SQLException cause) {
    return new SourceException(
        "cannot "
            + what
            + ": "
            + cause.getMessage()
            + "; Crossover's user needs REPLICATION, CREATE on the database, and to own the moved"
            + " tables",
        cause);
  }
}
