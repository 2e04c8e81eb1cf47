package dev.crossover.sources.mysql;

import dev.crossover.contract.Settings;
import dev.crossover.engine.capture.LocalCapture;
import dev.crossover.engine.changes.ChangeMetadata;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.SourceChecks;
import dev.crossover.engine.source.SourceClock;
import dev.crossover.engine.source.SourceDatabase;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.source.SourceReading;
import dev.crossover.engine.source.Writers;
import dev.crossover.sources.mysql.capture.BinlogCapture;
import dev.crossover.sources.mysql.fence.MysqlFence;
import dev.crossover.sources.mysql.fence.MysqlWriters;
import dev.crossover.sources.mysql.log.MysqlChangeMetadata;
import dev.crossover.sources.mysql.log.MysqlClock;
import dev.crossover.sources.mysql.log.MysqlLog;
import dev.crossover.sources.mysql.preflight.ApplicationAccounts;
import dev.crossover.sources.mysql.preflight.BinaryLog;
import dev.crossover.sources.mysql.preflight.BinlogRetention;
import dev.crossover.sources.mysql.preflight.CapturePrivileges;
import dev.crossover.sources.mysql.preflight.ConnectToMysql;
import dev.crossover.sources.mysql.preflight.DurableCommits;
import dev.crossover.sources.mysql.preflight.FoldedKeys;
import dev.crossover.sources.mysql.preflight.ReadPrivileges;
import dev.crossover.sources.mysql.preflight.ReadableDefinitions;
import dev.crossover.sources.mysql.preflight.TablesToMove;
import dev.crossover.sources.mysql.preflight.TextCharsets;
import dev.crossover.sources.mysql.preflight.UnloggedCascades;
import dev.crossover.sources.mysql.schema.MysqlCatalogue;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Databases of a MySQL or MariaDB server that are moved. */
public final class MysqlSource implements SourceDatabase {
  private static final int CONNECTIONS = 8;

  private final Settings.Source settings;
  private final Settings.Capture capture;
  private final String password;
  private final MysqlDatabase database;

  private MysqlSource(
      Settings.Source settings, Settings.Capture capture, String password, MysqlDatabase database) {
    this.settings = settings;
    this.capture = capture;
    this.password = password;
    this.database = database;
  }

  /**
   * The server that the settings name. It is not connected to before a part is used.
   *
   * @param password of the user in the settings
   */
  public static MysqlSource open(
      Settings.Source settings, Settings.Capture capture, String password) {
    return open(settings, capture, password, MysqlDatabase.Limits.STANDARD);
  }

  /** As above, with limits of its own. */
  public static MysqlSource open(
      Settings.Source settings,
      Settings.Capture capture,
      String password,
      MysqlDatabase.Limits limits) {
    return new MysqlSource(
        settings,
        capture,
        password,
        MysqlDatabase.open(jdbcUrl(settings), settings.user(), password, CONNECTIONS, limits));
  }

  /** The JDBC address, without user and password. */
  private static String jdbcUrl(Settings.Source s) {
    return "jdbc:mariadb://%s:%d/%s%s".formatted(s.host(), s.port(), s.database(), tls(s));
  }

  /** The settings have one set of words for all sources; this driver has others for some. */
  private static String tls(Settings.Source s) {
    return switch (s.sslMode()) {
      case "disable" -> "?sslMode=disable&allowPublicKeyRetrieval=true";
      case "require" -> "?sslMode=trust";
      case "verify-ca", "verify-full" -> "?sslMode=" + s.sslMode();
      default -> "";
    };
  }

  @Override
  public String address() {
    return jdbcUrl(settings);
  }

  @Override
  public SourceReading reading() {
    return new MysqlReading(database);
  }

  @Override
  public SourceLog log() {
    return new MysqlLog(database);
  }

  @Override
  public SourceClock clock() {
    return new MysqlClock(database);
  }

  @Override
  public Writers writers(List<TableName> tables) {
    return new MysqlWriters(database);
  }

  @Override
  public MysqlFence fence(List<TableName> tables) {
    return new MysqlFence(database, tables, settings.applicationRoles());
  }

  @Override
  public SourceChecks checks() {
    TablesToMove tables =
        new TablesToMove(
            new MysqlCatalogue(database), settings.schemas(), settings.excludeTables());
    return new SourceChecks(
        new ConnectToMysql(database, settings.user(), settings.database()),
        List.of(
            new ReadPrivileges(database, settings.user(), settings.schemas()),
            new FoldedKeys(tables)),
        List.of(
            new BinaryLog(database),
            new DurableCommits(database),
            new CapturePrivileges(database, settings.user()),
            new ReadableDefinitions(database, tables),
            new TextCharsets(database, tables),
            new UnloggedCascades(
                tables, settings.unloggedCascades(), new MysqlTableSizes(database))));
  }

  @Override
  public Check fenceCheck(Supplier<List<TableName>> tables) {
    return new ApplicationAccounts(
        database, () -> fence(tables.get()), settings.applicationRoles());
  }

  @Override
  public Check retentionCheck(Supplier<Duration> planned) {
    return new BinlogRetention(database, planned);
  }

  @Override
  public LocalCapture capture(List<TableName> tables) {
    return new BinlogCapture(settings, capture, password, database, tables, Clock.systemUTC());
  }

  @Override
  public ChangeMetadata changeMetadata() {
    return new MysqlChangeMetadata();
  }

  @Override
  public void close() {
    database.close();
  }
}
