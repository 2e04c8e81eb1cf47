package dev.crossover.launcher;

import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsException;
import dev.crossover.engine.apply.ApplyBatch;
import dev.crossover.engine.apply.CommitLimits;
import dev.crossover.engine.apply.DeadLetterRetry;
import dev.crossover.engine.apply.ShadowTable;
import dev.crossover.engine.bulk.BulkDeadLetters;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.ledger.FileLedger;
import dev.crossover.engine.ledger.PartitionLedger;
import dev.crossover.engine.rows.postgresql.PostgresqlRows;
import dev.crossover.engine.schema.SchemaApplication;
import dev.crossover.engine.schema.SchemaOptions;
import dev.crossover.engine.schema.SchemaPlan;
import dev.crossover.engine.schema.SchemaPlanner;
import dev.crossover.engine.schema.Sentinel;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.schema.postgresql.PostgresqlDialect;
import dev.crossover.engine.source.SourceDatabase;
import dev.crossover.engine.target.TargetDatabase;
import dev.crossover.engine.verify.LiveChanges;
import dev.crossover.engine.verify.VerificationOptions;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.engine.verify.Verifier;
import dev.crossover.launcher.cutover.AfterCutoverSchema;
import dev.crossover.launcher.cutover.AppliedChanges;
import dev.crossover.launcher.cutover.Cutover;
import dev.crossover.launcher.cutover.FenceRecovery;
import dev.crossover.launcher.cutover.FenceWatch;
import dev.crossover.launcher.cutover.FencedVerification;
import dev.crossover.launcher.cutover.Limits;
import dev.crossover.launcher.cutover.Pace;
import dev.crossover.launcher.cutover.RollForwardStep;
import dev.crossover.launcher.cutover.SequenceHandOver;
import dev.crossover.launcher.cutover.SequenceProof;
import dev.crossover.launcher.cutover.StandardGates;
import dev.crossover.launcher.cutover.SwitchCommand;
import dev.crossover.launcher.jobs.Job;
import dev.crossover.launcher.journal.Journal;
import dev.crossover.launcher.journal.Owner;
import dev.crossover.launcher.journal.SpannerJournal;
import dev.crossover.launcher.local.LocalEmulator;
import dev.crossover.launcher.preflight.ColumnNames;
import dev.crossover.launcher.preflight.ConnectToSource;
import dev.crossover.launcher.preflight.DeferredCheck;
import dev.crossover.launcher.preflight.LogRetention;
import dev.crossover.launcher.preflight.LoggedTables;
import dev.crossover.launcher.preflight.LogicalReplication;
import dev.crossover.launcher.preflight.OpenTransactions;
import dev.crossover.launcher.preflight.Preflight;
import dev.crossover.launcher.preflight.ReplicaIdentity;
import dev.crossover.launcher.preflight.ReplicationPrivileges;
import dev.crossover.launcher.preflight.SchemaIsMovable;
import dev.crossover.launcher.preflight.SourceEncoding;
import dev.crossover.launcher.preflight.SourcePrivileges;
import dev.crossover.launcher.preflight.SourceTimeZone;
import dev.crossover.launcher.preflight.TargetIsOurs;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.report.MigrationReport;
import dev.crossover.launcher.source.ApplicationRoles;
import dev.crossover.launcher.source.PostgresFence;
import dev.crossover.launcher.source.PostgresLog;
import dev.crossover.launcher.source.PostgresWriters;
import dev.crossover.launcher.source.SourceLog;
import dev.crossover.launcher.stream.CaptureObjects;
import dev.crossover.launcher.stream.ChangeStream;
import dev.crossover.launcher.stream.LocalChangeStream;
import dev.crossover.launcher.stream.StreamFile;
import dev.crossover.launcher.stream.capture.Capture;
import dev.crossover.launcher.target.TargetPlace;
import dev.crossover.launcher.workflow.BeginBulkLoad;
import dev.crossover.launcher.workflow.BulkGate;
import dev.crossover.launcher.workflow.BulkLedger;
import dev.crossover.launcher.workflow.CatchUp;
import dev.crossover.launcher.workflow.Cleanup;
import dev.crossover.launcher.workflow.DeferredStream;
import dev.crossover.launcher.workflow.EngineVerification;
import dev.crossover.launcher.workflow.LeaseDesk;
import dev.crossover.launcher.workflow.LedgerChanges;
import dev.crossover.launcher.workflow.LiveSide;
import dev.crossover.launcher.workflow.LoadInBulk;
import dev.crossover.launcher.workflow.LoadLedger;
import dev.crossover.launcher.workflow.Migration;
import dev.crossover.launcher.workflow.OnlineChanges;
import dev.crossover.launcher.workflow.PlanMigration;
import dev.crossover.launcher.workflow.ReportMigration;
import dev.crossover.launcher.workflow.RetryDeadLetters;
import dev.crossover.launcher.workflow.StartCapture;
import dev.crossover.launcher.workflow.Status;
import dev.crossover.launcher.workflow.Step;
import dev.crossover.launcher.workflow.TableSizes;
import dev.crossover.launcher.workflow.TargetCount;
import dev.crossover.launcher.workflow.VerificationReadings;
import dev.crossover.launcher.workflow.Verifications;
import dev.crossover.launcher.workflow.Waiting;
import dev.crossover.launcher.workflow.Workspace;
import dev.crossover.launcher.workflow.WriteSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the parts of one environment and connects them. The only place that knows adapters. A part
 * is made when it is first asked for, so a command needs only what it uses; for one thread.
 */
public final class Wiring implements AutoCloseable {
  private static final String SHADOW_PREFIX = "crossover_shadow_";
  private static final int SOURCE_CONNECTIONS = 8;

  private final Settings settings;
  private final Path settingsDirectory;
  private final Map<String, String> environment;
  private final Clock clock = Clock.systemUTC();
  private final Workspace workspace;
  private final LocalEmulator emulator;
  private SourceDatabase source;
  private TargetDatabase target;
  private FileLedger fileLedger;

  private Wiring(Settings settings, Path settingsDirectory, Map<String, String> environment) {
    this.settings = settings;
    this.settingsDirectory = settingsDirectory;
    this.environment = environment;
    this.workspace = new Workspace(Path.of(settings.workDirectory()));
    this.emulator = new LocalEmulator(workspace.root());
  }

  /**
   * @param settingsDirectory the folder of the settings file; paths in it are relative to it
   * @param environment the process environment
   * @throws SettingsException if the launcher cannot run this platform or route
   */
  public static Wiring of(
      Settings settings, Path settingsDirectory, Map<String, String> environment) {
    if (settings.platform() != Settings.Platform.LOCAL
        || settings.route() != Settings.Route.POSTGRESQL_TO_SPANNER) {
      throw new SettingsException(
          "the launcher runs route postgresql-to-spanner on platform local, got %s on %s; see platform and route"
              .formatted(settings.route(), settings.platform()));
    }
    return new Wiring(settings, settingsDirectory.toAbsolutePath().normalize(), environment);
  }

  public Settings settings() {
    return settings;
  }

  public Workspace workspace() {
    return workspace;
  }

  /** The source; it is not connected to before a connection is asked for. */
  public SourceDatabase source() {
    if (source == null) {
      source =
          SourceDatabase.open(
              sourceUrl(), settings.source().user(), sourcePassword(), SOURCE_CONNECTIONS);
    }
    return source;
  }

  private String sourcePassword() {
    return settings.source().password().resolve(environment);
  }

  /** The source's JDBC address, without user and password. */
  private String sourceUrl() {
    Settings.Source s = settings.source();
    return "jdbc:postgresql://%s:%d/%s?sslmode=%s"
        .formatted(s.host(), s.port(), s.database(), s.sslMode());
  }

  /** The target, on an emulator of our own if the settings ask for one. */
  public TargetDatabase target() {
    if (target == null) {
      Settings.Target t = settings.target();
      target = TargetDatabase.open(t.project(), t.instance(), t.database(), emulatorHost());
    }
    return target;
  }

  /** {@code host:port} of the emulator; empty for the real service. */
  private Optional<String> emulatorHost() {
    return emulator.locate(settings.target().emulator(), environment);
  }

  private TargetPlace place() {
    return new TargetPlace(target(), emulatorHost().isPresent());
  }

  public Journal journal() {
    return new SpannerJournal(target().client(), settings.environment(), clock);
  }

  /** The right to change the migration. */
  public LeaseDesk desk() {
    return new LeaseDesk(place(), this::journal, new FenceRecovery(fence()), clock);
  }

  public DeadLetters deadLetters() {
    return new DeadLetters(workspace.bucket(), Workspace.DEAD_LETTERS, clock);
  }

  /** Tries dead letters again. */
  public RetryDeadLetters retryDeadLetters() {
    TargetSchema schema = targetSchema();
    BulkDeadLetters bulk =
        new BulkDeadLetters(
            new PostgresqlRows(source(), settings.bulk().fetchRows()),
            target(),
            schema,
            deadLetters(),
            Optional.of(SHADOW_PREFIX));
    ApplyBatch batch =
        new ApplyBatch(target().client(), schema, SHADOW_PREFIX, CommitLimits.DEFAULT);
    return new RetryDeadLetters(
        deadLetters(), bulk, new DeadLetterRetry(deadLetters(), batch, workspace.bucket()));
  }

  private SchemaPlan planSchema() {
    return new SchemaPlanner(new PostgresqlDialect())
        .plan(source(), SchemaOptions.of(settings, settingsDirectory));
  }

  /** What the schema step wrote. */
  private TargetSchema targetSchema() {
    return TargetSchema.read(workspace.targetSchema());
  }

  private boolean hasSchema() {
    return Files.exists(workspace.targetSchema());
  }

  /** The moved tables; none before the schema step. */
  private List<TableName> movedTables() {
    return hasSchema() ? tables(targetSchema()) : List.of();
  }

  private static List<TableName> tables(TargetSchema schema) {
    return schema.movedTables().stream().map(TargetTable::source).toList();
  }

  private PostgresFence fence() {
    return fence(movedTables());
  }

  private PostgresFence fence(List<TableName> moved) {
    return new PostgresFence(source(), moved, settings.source().applicationRoles());
  }

  private ApplicationRoles applicationRoles(List<TableName> moved) {
    return new ApplicationRoles(source(), fence(moved), settings.source().applicationRoles());
  }

  private SourceLog log() {
    return new PostgresLog(source(), settings.capture().slot());
  }

  private LocalProcesses processes() {
    return new LocalProcesses(settings, settingsDirectory, workspace, sourceUrl());
  }

  /** The change stream, in a process of its own. */
  public ChangeStream stream() {
    return new DeferredStream(this::localStream);
  }

  private LocalChangeStream localStream() {
    return new LocalChangeStream(
        new StreamFile(workspace.root()), captureObjects(), processes().capture(), clock);
  }

  /** Change events that the stream has written, by {@code schema.table}. */
  public Map<String, Long> eventsPerTable() {
    return localStream().eventsPerTable();
  }

  private CaptureObjects captureObjects() {
    return new CaptureObjects(source(), settings.capture(), movedTables());
  }

  /** The stream itself, to be run in this process. */
  public Capture capture() {
    return new Capture(
        settings,
        sourcePassword(),
        source(),
        captureObjects(),
        workspace.bucket(),
        new StreamFile(workspace.root()),
        clock);
  }

  private Job bulkJob() {
    return processes().bulkLoad(emulatorHost());
  }

  private Job liveJob() {
    return processes().applyChanges(emulatorHost(), SHADOW_PREFIX);
  }

  private FileLedger fileLedger() {
    if (fileLedger == null) {
      fileLedger = new FileLedger(target().client());
    }
    return fileLedger;
  }

  private AppliedChanges applied() {
    return new LedgerChanges(workspace.bucket(), fileLedger(), deadLetters(), target().client());
  }

  private LiveSide live() {
    return new LiveSide(log(), stream(), applied(), this::appliedTotals, clock);
  }

  private LiveSide.AppliedTotals appliedTotals() {
    long files = 0;
    long events = 0;
    for (FileLedger.TableCounts counts : fileLedger().countsByTable().values()) {
      files += counts.files();
      events += counts.applied() + counts.superseded();
    }
    return new LiveSide.AppliedTotals(files, events);
  }

  private LoadLedger loadLedger() {
    return new BulkLedger(new PartitionLedger(target()), this::targetSchema);
  }

  /** The statements that make Crossover's tables in the target, the journal's left out. */
  private static List<String> ownTables(TargetSchema schema) {
    List<String> statements = new ArrayList<>(PartitionLedger.ddl());
    statements.addAll(FileLedger.DDL);
    statements.addAll(ShadowTable.ddl(schema, SHADOW_PREFIX));
    return statements;
  }

  /** All checks of the route. */
  public Preflight preflight() {
    List<String> schemas = settings.source().schemas();
    List<String> excluded = settings.source().excludeTables();
    return new Preflight(
        new ConnectToSource(source()),
        List.of(
            new SourcePrivileges(source(), schemas, excluded),
            new SourceEncoding(source()),
            new SourceTimeZone(source(), schemas),
            new SchemaIsMovable(this::planSchema),
            new LogicalReplication(source(), settings.capture().slot()),
            new ReplicationPrivileges(source(), schemas, excluded),
            new ReplicaIdentity(source(), schemas, excluded),
            new LoggedTables(source(), schemas, excluded),
            new ColumnNames(source(), schemas, excluded),
            new LogRetention(source()),
            new OpenTransactions(source()),
            new DeferredCheck(
                "application-roles", () -> applicationRoles(tables(planSchema().target())))),
        List.of(
            new DeferredCheck(
                "target-database", () -> new TargetIsOurs(place(), SpannerJournal.TABLE))));
  }

  /** What the migration will do. */
  public PlanMigration plan() {
    return new PlanMigration(this::planSchema, new TableSizes(source()), settings);
  }

  /** The migration up to READY. */
  public Migration migration(Progress progress) {
    WriteSchema schema =
        new WriteSchema(this::planSchema, workspace.bucket(), target(), place(), Wiring::ownTables);
    return new Migration(
        preflight(), desk(), schema, stream(), liveJob(), () -> steps(schema, progress), progress);
  }

  private List<Step> steps(WriteSchema schema, Progress progress) {
    BulkGate gate =
        new BulkGate(
            stream(),
            loadLedger(),
            () -> deadLetters().open().size(),
            table -> new TargetCount(target().client(), targetSchema()).rows(table));
    return List.of(
        new StartCapture(schema, stream(), progress),
        new BeginBulkLoad(stream()),
        new LoadInBulk(stream(), bulkJob(), loadLedger(), gate, schema, progress, Waiting::sleep),
        new CatchUp(
            liveJob(),
            live(),
            Duration.ofSeconds(settings.cutover().maxLagSeconds()),
            progress,
            Waiting::sleep,
            clock));
  }

  /** Where the migration stands. */
  public Status status() {
    return new Status(
        new Status.Parts(
            desk(),
            stream(),
            bulkJob(),
            liveJob(),
            this::hasLedger,
            this::loadLedger,
            this::live,
            verifications(),
            clock));
  }

  public Verifications verifications() {
    return new Verifications(workspace.bucket());
  }

  /** Compares every row while the application goes on writing. */
  public VerificationReport verify(Progress progress) {
    Verifier verifier =
        verifier(Optional.of(new OnlineChanges(log(), stream(), applied(), clock, Waiting::sleep)));
    return verifications().keep(verifier.verifyAll(new VerificationReadings(progress)));
  }

  /** The cutover of the migration, which must have a schema. */
  public Cutover cutover(Progress progress) {
    SchemaPlan.Written written = SchemaPlan.read(workspace.bucket());
    FencedVerification verification =
        new EngineVerification(
            verifier(Optional.empty()),
            verifications()::lastOfAll,
            verifications()::keep,
            new VerificationReadings(progress));
    return new Cutover(
        new Cutover.Parts(
            fence(),
            new PostgresWriters(source()),
            log(),
            stream(),
            applied(),
            verification,
            processes().fenceWatch(),
            gates(verification, written).list(),
            afterJournal(written),
            Limits.of(settings),
            Pace.real(),
            progress));
  }

  private StandardGates gates(FencedVerification verification, SchemaPlan.Written written) {
    return new StandardGates(
        stream(),
        applied(),
        log(),
        new PostgresWriters(source()),
        verification,
        written.source(),
        () -> planSchema().source(),
        applicationRoles(movedTables()),
        Limits.of(settings),
        Pace.real());
  }

  private List<RollForwardStep> afterJournal(SchemaPlan.Written written) {
    List<RollForwardStep> steps = new ArrayList<>();
    steps.add(
        new AfterCutoverSchema(new SchemaApplication(target()), written.scripts().afterCutover()));
    steps.add(
        new SequenceHandOver(
            source(), target(), written.sequences(), settings.cutover().sequenceMargin()));
    steps.add(new SequenceProof(target(), written.target(), written.sequences()));
    settings
        .hooks()
        .switchCommand()
        .ifPresent(
            command ->
                steps.add(
                    new SwitchCommand(
                        command,
                        Map.of("CROSSOVER_ENVIRONMENT", settings.environment()),
                        workspace.log("switch-command"))));
    return steps;
  }

  /** The watch that gives the source back if a cutover dies; to be run in this process. */
  public FenceWatch fenceWatch() {
    return new FenceWatch(
        journal(),
        new FenceRecovery(fence()),
        Owner.thisProcess(LeaseDesk.host()),
        Duration.ofSeconds(settings.cutover().maxDowntimeSeconds()),
        Pace.real());
  }

  /** What the migration has come to so far. */
  public MigrationReport report() {
    return new ReportMigration(
            settings,
            desk(),
            verifications(),
            deadLetters(),
            this::eventsPerTable,
            workspace,
            clock)
        .look();
  }

  private Verifier verifier(Optional<LiveChanges> live) {
    Settings.Verification v = settings.verification();
    VerificationOptions defaults = VerificationOptions.defaults();
    return new Verifier(
        source(),
        target(),
        targetSchema(),
        new VerificationOptions(
            v.chunkRows(),
            v.recheckAttempts(),
            defaults.applyTimeout(),
            SHADOW_PREFIX,
            defaults.detailsPerTable(),
            defaults.showValues()),
        live,
        clock);
  }

  /** Takes away what the migration needed. */
  public Cleanup cleanup(Progress progress) {
    return new Cleanup(
        new Cleanup.Parts(
            desk(),
            place(),
            List.of(bulkJob(), liveJob()),
            stream(),
            this::ownTableNames,
            workspace,
            progress,
            emulator::stop));
  }

  /** Lets a migration be given up whose emulator has ended, and the journal with it. */
  public void forgetLostEmulator() {
    emulator.forgetIfEnded();
  }

  /** Not so before the schema step has ended, and after the clean-up has begun. */
  private boolean hasLedger() {
    return hasSchema() && place().tableNames().containsAll(ownTableNames());
  }

  private List<String> ownTableNames() {
    List<String> names = new ArrayList<>();
    if (hasSchema()) {
      ownTables(targetSchema()).forEach(statement -> names.add(TargetPlace.madeBy(statement)));
      names.add(Sentinel.targetTable().name());
    }
    return names;
  }

  @Override
  public void close() {
    if (source != null) {
      source.close();
    }
    if (target != null) {
      target.close();
    }
  }
}
