package dev.crossover.launcher;

import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsException;
import dev.crossover.engine.capture.Capture;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.platform.TargetEmulator;
import dev.crossover.engine.schema.SchemaPlan;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.launcher.cleanup.Cleanup;
import dev.crossover.launcher.cleanup.GivenUp;
import dev.crossover.launcher.cutover.Cutover;
import dev.crossover.launcher.deadletters.RetryDeadLetters;
import dev.crossover.launcher.deploy.DeployStack;
import dev.crossover.launcher.fence.FenceWatch;
import dev.crossover.launcher.handoff.UnattendedHandoff;
import dev.crossover.launcher.plan.PlanCloud;
import dev.crossover.launcher.plan.PlanMigration;
import dev.crossover.launcher.plan.TemplateLimits;
import dev.crossover.launcher.preflight.Preflight;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.report.MigrationReport;
import dev.crossover.launcher.status.ReportMigration;
import dev.crossover.launcher.status.Status;
import dev.crossover.launcher.verify.Verifications;
import dev.crossover.launcher.workflow.Migration;
import dev.crossover.launcher.workflow.MigrationLock;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes the parts of one environment for the commands. A part is made when it is first asked for,
 * so a command needs only what it uses; for one thread.
 */
public final class Wiring implements AutoCloseable {
  private final OpenRooms rooms;

  private Wiring(OpenRooms rooms) {
    this.rooms = rooms;
  }

  /**
   * @param settingsDirectory the folder of the settings file; paths in it are relative to it
   * @param environment the process environment
   * @throws SettingsException if the launcher cannot run this platform or route
   */
  public static Wiring of(
      Settings settings, Path settingsDirectory, Map<String, String> environment) {
    return of(settings, settingsDirectory, environment, Rooms.all());
  }

  /** As above, with a choice of rooms. */
  public static Wiring of(
      Settings settings, Path settingsDirectory, Map<String, String> environment, Rooms rooms) {
    rooms.require(settings);
    return new Wiring(
        new OpenRooms(
            settings, settingsDirectory.toAbsolutePath().normalize(), environment, rooms));
  }

  /** The log file of a program that runs on this machine. */
  public Path log(String program) {
    return rooms.log(program);
  }

  /** Where the files of the schema step are. */
  public String schemaPlace() {
    return rooms.platform().place(SchemaPlan.FOLDER);
  }

  /** The right to change the migration. */
  public MigrationLock lock() {
    return rooms.lock();
  }

  public DeadLetters deadLetters() {
    return rooms.deadLetters();
  }

  /**
   * Tries dead letters again.
   *
   * @throws SettingsException if the migration was begun with other settings
   */
  public RetryDeadLetters retryDeadLetters() {
    rooms.lock().requireSameSettings();
    return new DeadLettersWiring(rooms).retry();
  }

  /**
   * The stream itself, to be run in this process.
   *
   * @param shard whose stream it is; {@code ""} for a source without shards
   */
  public Capture capture(String shard) {
    return new Capture(
        shard,
        rooms.capture(shard),
        rooms.settings().capture(),
        rooms.bucket(),
        rooms.platform().streamStates(shard),
        rooms.timing().clock());
  }

  /** The bulk load, to be run in this process to its end. */
  public void loadInBulk() {
    jobs().loadInBulk(rooms.reading().rows());
  }

  /** Live apply, to be run in this process until it is ended. */
  public void applyChanges() {
    jobs().applyChanges(rooms.lock()::look);
  }

  private InProcessJobs jobs() {
    return new InProcessJobs(
        rooms.settings(),
        rooms.platform(),
        rooms.target(),
        rooms.reading().text(),
        rooms.changeFormat(),
        rooms.targetSchema(),
        rooms.deadLetters());
  }

  /** Makes what a migration needs before it begins, on a platform whose parts are deployed. */
  public void provision(Progress progress) {
    if (rooms.settings().platform() == Settings.Platform.GOOGLE_CLOUD) {
      deploy(progress)
          .beforeMigration(
              () -> preflight().beforeTarget().require("deploy what the migration needs"));
    }
  }

  /** Deploys the stacks of an environment on Google Cloud. */
  public DeployStack deploy(Progress progress) {
    return new DeployWiring(rooms).deploy(progress);
  }

  /** All checks of the route. */
  public Preflight preflight() {
    return migrationWiring().preflight();
  }

  /** What the migration will do. */
  public PlanMigration plan() {
    return plan(Optional.empty(), Progress.silent());
  }

  /**
   * What the migration will do.
   *
   * @param cloud with it, resources and cost on Google Cloud are told
   */
  public PlanMigration plan(Optional<PlanCloud.Options> cloud, Progress progress) {
    return migrationWiring().plan(cloud, progress);
  }

  /** The migration up to READY. */
  public Migration migration(Progress progress) {
    return migrationWiring().migration(progress);
  }

  /** Hands over when it is told that the bulk job has ended. */
  public UnattendedHandoff unattendedHandoff() {
    ResourceNames names = ResourceNames.of(rooms.settings());
    return new UnattendedHandoff(
        names.sources().bulkJobs().stream().map(names::bulkJob).collect(Collectors.toSet()),
        rooms::lock,
        rooms.platform()::bulkLoad,
        () -> migration(Progress.silent()));
  }

  /** Where the migration stands. */
  public Status status() {
    return migrationWiring().status();
  }

  private MigrationWiring migrationWiring() {
    return new MigrationWiring(rooms);
  }

  /** Where a person finds the report of a verification. */
  public String place(VerificationReport report) {
    return rooms.platform().place(Verifications.path(report));
  }

  public Verifications verifications() {
    return cutoverWiring().verifications();
  }

  /** Compares every row while the application goes on writing. */
  public VerificationReport verify(Progress progress) {
    return cutoverWiring().verify(progress);
  }

  /** The cutover of the migration, which must have a schema. */
  public Cutover cutover(Progress progress) {
    return cutoverWiring().cutover(progress);
  }

  /** The watch that un-fences the source if a cutover dies; to be run in this process. */
  public FenceWatch fenceWatch() {
    return cutoverWiring().fenceWatch();
  }

  private CutoverWiring cutoverWiring() {
    return new CutoverWiring(rooms);
  }

  /** What the migration has come to so far. */
  public MigrationReport report() {
    return new ReportMigration(
            rooms.settings().environment(),
            rooms.lock(),
            verifications(),
            rooms.deadLetters(),
            rooms.platform()::eventsPerTable,
            places(),
            TemplateLimits.of(rooms.settings()),
            rooms.timing().clock())
        .look();
  }

  private Map<String, String> places() {
    Map<String, String> places = new LinkedHashMap<>();
    places.put("target", rooms.target().address());
    places.putAll(rooms.platform().places());
    return places;
  }

  /** Takes away what the migration needed. */
  public Cleanup cleanup(Progress progress) {
    return new Cleanup(
        new Cleanup.Parts(
            rooms.lock(),
            rooms.administration().store(),
            rooms.administration().ownTables(),
            rooms::schemaIfWritten,
            List.of(rooms.platform().bulkLoad(), rooms.platform().applyChanges()),
            rooms.stream(),
            rooms.fence(),
            rooms.bucket(),
            new GivenUp(rooms.bucket(), rooms.timing().clock()),
            rooms.platform()::deleteWorkFiles,
            rooms.platform().emulator()::stop,
            progress));
  }

  /**
   * Opens the source if a cutover fenced it whose target has ended, and the journal with it: no
   * cutover can get there any more.
   *
   * @return whether the source was fenced
   */
  public boolean unfenceIfTargetIsLost() {
    TargetEmulator emulator = rooms.platform().emulator();
    return emulator.isLost()
        && rooms.unfencing().afterLostJournal(rooms.targetAddress(), () -> !emulator.isLost());
  }

  /**
   * Opens the source if a cutover fenced it and works on it no more, as far as the journal tells;
   * where that is lost, {@link #unfenceIfTargetIsLost} is the one that opens it.
   *
   * @return whether the source was fenced
   * @throws dev.crossover.contract.CrossoverException if source or target fail
   */
  public boolean unfenceIfAbandoned() {
    return !rooms.platform().emulator().isLost() && lock().unfenceIfAbandoned();
  }

  /** Lets a migration be given up whose emulator has ended, and the journal with it. */
  public void forgetLostEmulator() {
    rooms.platform().emulator().forgetIfEnded();
  }

  @Override
  public void close() {
    rooms.close();
  }
}
