package dev.crossover.sources.postgresql;

import dev.crossover.contract.Settings;
import dev.crossover.engine.capture.LocalCapture;
import dev.crossover.engine.changes.ChangeMetadata;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.SourceChecks;
import dev.crossover.engine.source.SourceClock;
import dev.crossover.engine.source.SourceDatabase;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.source.SourceReading;
import dev.crossover.engine.source.Writers;
import dev.crossover.sources.postgresql.capture.PostgresqlCapture;
import dev.crossover.sources.postgresql.capture.SlotAndPublication;
import dev.crossover.sources.postgresql.fence.ApplicationRoles;
import dev.crossover.sources.postgresql.fence.FencePrivileges;
import dev.crossover.sources.postgresql.fence.PostgresqlFence;
import dev.crossover.sources.postgresql.fence.PostgresqlWriters;
import dev.crossover.sources.postgresql.log.PostgresqlChangeMetadata;
import dev.crossover.sources.postgresql.log.PostgresqlClock;
import dev.crossover.sources.postgresql.log.PostgresqlLog;
import dev.crossover.sources.postgresql.preflight.ColumnNames;
import dev.crossover.sources.postgresql.preflight.ConnectToSource;
import dev.crossover.sources.postgresql.preflight.LogRetention;
import dev.crossover.sources.postgresql.preflight.LoggedTables;
import dev.crossover.sources.postgresql.preflight.LogicalReplication;
import dev.crossover.sources.postgresql.preflight.MoneyDigits;
import dev.crossover.sources.postgresql.preflight.MovedTables;
import dev.crossover.sources.postgresql.preflight.OpenTransactions;
import dev.crossover.sources.postgresql.preflight.ReplicaIdentity;
import dev.crossover.sources.postgresql.preflight.ReplicationPrivileges;
import dev.crossover.sources.postgresql.preflight.SourceEncoding;
import dev.crossover.sources.postgresql.preflight.SourcePrivileges;
import dev.crossover.sources.postgresql.preflight.SourceTimeZone;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A PostgreSQL database that is moved. */
public final class PostgresqlSource implements SourceDatabase {
  private static final int CONNECTIONS = 8;

  private final Settings.Source settings;
  private final Settings.Capture capture;
  private final String password;
  private final PostgresqlDatabase database;

  private PostgresqlSource(
      Settings.Source settings,
      Settings.Capture capture,
      String password,
      PostgresqlDatabase database) {
    this.settings = settings;
    this.capture = capture;
    this.password = password;
    this.database = database;
  }

  /**
   * The database that the settings name. It is not connected to before a part is used.
   *
   * @param password of the user in the settings
   */
  public static PostgresqlSource open(
      Settings.Source settings, Settings.Capture capture, String password) {
    return open(settings, capture, password, PostgresqlDatabase.Limits.STANDARD);
  }

  /** As above, with limits of its own. */
  public static PostgresqlSource open(
      Settings.Source settings,
      Settings.Capture capture,
      String password,
      PostgresqlDatabase.Limits limits) {
    return new PostgresqlSource(
        settings,
        capture,
        password,
        PostgresqlDatabase.open(jdbcUrl(settings), settings.user(), password, CONNECTIONS, limits));
  }

  /** The JDBC address, without user and password. */
  private static String jdbcUrl(Settings.Source s) {
    return "jdbc:postgresql://%s:%d/%s?sslmode=%s"
        .formatted(s.host(), s.port(), s.database(), s.sslMode());
  }

  @Override
  public String address() {
    return jdbcUrl(settings);
  }

  @Override
  public SourceReading reading() {
    return new PostgresqlReading(database);
  }

  @Override
  public SourceClock clock() {
    return new PostgresqlClock(database);
  }

  @Override
  public SourceLog log() {
    return new PostgresqlLog(database, capture.slot());
  }

  @Override
  public Writers writers(List<TableName> tables) {
    return new PostgresqlWriters(database, tables);
  }

  @Override
  public Fence fence(List<TableName> tables) {
    return postgresqlFence(tables);
  }

  private PostgresqlFence postgresqlFence(List<TableName> tables) {
    return new PostgresqlFence(database, tables, settings.applicationRoles());
  }

  @Override
  public SourceChecks checks() {
    List<String> schemas = settings.schemas();
    MovedTables tables = new MovedTables(database, schemas, settings.excludeTables());
    return new SourceChecks(
        new ConnectToSource(database),
        List.of(
            new SourcePrivileges(tables),
            new SourceEncoding(database),
            new SourceTimeZone(database, schemas),
            new MoneyDigits(tables)),
        List.of(
            new LogicalReplication(database, capture.slot()),
            new ReplicationPrivileges(tables),
            new ReplicaIdentity(tables),
            new LoggedTables(tables),
            new ColumnNames(tables),
            new FencePrivileges(database, settings.applicationRoles()),
            new OpenTransactions(database)));
  }

  @Override
  public Check fenceCheck(Supplier<List<TableName>> tables) {
    return new ApplicationRoles(
        database, () -> postgresqlFence(tables.get()), settings.applicationRoles());
  }

  @Override
  public Check retentionCheck(Supplier<Duration> planned) {
    return new LogRetention(database, planned);
  }

  @Override
  public LocalCapture capture(List<TableName> tables) {
    return new PostgresqlCapture(
        settings,
        capture,
        password,
        database,
        new SlotAndPublication(database, capture, tables),
        Clock.systemUTC());
  }

  @Override
  public ChangeMetadata changeMetadata() {
    return new PostgresqlChangeMetadata();
  }

  @Override
  public void close() {
    database.close();
  }
}
