package dev.crossover.launcher;

import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.Settings;
import dev.crossover.engine.apply.ApplyProgress;
import dev.crossover.engine.ledger.FileLedger;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.source.SourceChecks;
import dev.crossover.launcher.bulk.BeginBulkLoad;
import dev.crossover.launcher.bulk.BulkGate;
import dev.crossover.launcher.bulk.BulkLedger;
import dev.crossover.launcher.bulk.LoadInBulk;
import dev.crossover.launcher.bulk.LoadLedger;
import dev.crossover.launcher.bulk.TargetCount;
import dev.crossover.launcher.capture.StartCapture;
import dev.crossover.launcher.capture.StreamProof;
import dev.crossover.launcher.gates.CutoverLimits;
import dev.crossover.launcher.live.ApplyUntilReady;
import dev.crossover.launcher.live.LiveState;
import dev.crossover.launcher.plan.PlanCloud;
import dev.crossover.launcher.plan.PlanMigration;
import dev.crossover.launcher.plan.WriteSchema;
import dev.crossover.launcher.preflight.DeferredCheck;
import dev.crossover.launcher.preflight.Preflight;
import dev.crossover.launcher.preflight.ProvableJobs;
import dev.crossover.launcher.preflight.SchemaIsMovable;
import dev.crossover.launcher.preflight.ServedStream;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.status.Status;
import dev.crossover.launcher.verify.Verifications;
import dev.crossover.launcher.workflow.Migration;
import dev.crossover.launcher.workflow.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Connects the way to READY, and what shows how far it is. */
record MigrationWiring(OpenRooms rooms) {
  /** All checks of the route. */
  Preflight preflight() {
    SourceChecks checks = rooms.source().checks();
    List<Check> ofSource = new ArrayList<>(checks.reading());
    ofSource.add(new SchemaIsMovable(rooms::planSchema, rooms.reading().sizes()));
    ofSource.addAll(checks.capturing());
    ofSource.add(
        rooms.source().retentionCheck(plan(Optional.empty(), Progress.silent())::bulkTime));
    rooms.settings().googleCloud().ifPresent(cloud -> ofSource.addAll(ofServices(cloud)));
    ofSource.add(rooms.source().fenceCheck(() -> OpenRooms.tables(rooms.planSchema().target())));
    return new Preflight(
        checks.connection(),
        ofSource,
        List.of(new DeferredCheck("target-database", () -> rooms.administration().isOurs())));
  }

  private List<Check> ofServices(GoogleCloud cloud) {
    return List.of(
        new ServedStream(() -> rooms.planSchema().target(), rooms.source().changeMetadata()),
        new ProvableJobs(cloud));
  }

  /**
   * What the migration will do.
   *
   * @param cloud resources and cost are told if the platform has any
   */
  PlanMigration plan(Optional<PlanCloud.Options> cloud, Progress progress) {
    return new PlanMigration(
        rooms::planSchema,
        rooms.reading().sizes(),
        new PlanMigration.Changes(
            rooms.source().changeMetadata().datastreamLimits(), rooms.source()::retentionCheck),
        rooms.settings(),
        cloud
            .filter(options -> rooms.settings().platform() == Settings.Platform.GOOGLE_CLOUD)
            .map(
                options ->
                    new PlanCloud(() -> new DeployWiring(rooms).plan(progress).look(), options)));
  }

  /** The migration up to READY. */
  Migration migration(Progress progress) {
    WriteSchema schema =
        new WriteSchema(
            rooms::planSchema,
            rooms.bucket(),
            new WriteSchema.Made(
                rooms.administration().store(),
                rooms.administration().schemaApplier(),
                rooms.administration().ownTables()),
            progress);
    return new Migration(
        preflight(),
        rooms.lock(),
        schema,
        rooms.stream(),
        rooms.source().log().positions(),
        rooms.platform().applyChanges(),
        () -> steps(schema, progress),
        progress);
  }

  private List<Step> steps(WriteSchema schema, Progress progress) {
    BulkGate gate =
        new BulkGate(
            rooms.stream(),
            rooms.source().log().positions(),
            loadLedger(),
            () -> rooms.deadLetters().countOpen(),
            rooms.platform().streamHint(),
            new TargetCount(rooms.target().rowCount(), rooms::targetSchema));
    return List.of(
        new StartCapture(
            schema,
            rooms.stream(),
            new StreamProof(rooms.source().log(), rooms::changeFiles, rooms.timing()),
            progress),
        new BeginBulkLoad(rooms.stream()),
        new LoadInBulk(
            rooms.stream(),
            rooms.platform().bulkLoad(),
            loadLedger(),
            gate,
            schema,
            progress,
            rooms.timing()),
        new ApplyUntilReady(
            rooms.platform().applyChanges(),
            live(),
            new DeadLettersWiring(rooms).orderInDoubt(),
            CutoverLimits.of(rooms.settings()).lag(),
            progress,
            rooms.timing()));
  }

  private LiveState live() {
    return new LiveState(
        rooms.source().log(),
        rooms.stream(),
        rooms.applied(),
        this::appliedTotals,
        () -> rooms.platform().applyProgress().read().flatMap(ApplyProgress::watermark),
        rooms.source().clock(),
        CutoverLimits.of(rooms.settings()).quiet(),
        rooms.timing());
  }

  private LiveState.AppliedTotals appliedTotals() {
    long files = 0;
    long events = 0;
    for (FileLedger.TableCounts counts : rooms.fileLedger().countsByTable().values()) {
      files += counts.files();
      events += counts.applied() + counts.superseded();
    }
    return new LiveState.AppliedTotals(files, events, rooms.fileLedger().lastRecorded());
  }

  private LoadLedger loadLedger() {
    return new BulkLedger(rooms.target().partitionLedger(), rooms::targetSchema);
  }

  /** Where the migration stands. */
  Status status() {
    return new Status(
        new Status.Parts(
            rooms.lock(),
            rooms.stream(),
            rooms.source().log(),
            rooms.platform().bulkLoad(),
            rooms.platform().applyChanges(),
            this::hasLedger,
            this::loadLedger,
            this::live,
            rooms.platform()::measures,
            new Verifications(rooms.bucket()),
            rooms.timing()));
  }

  /** Not so before the schema step has ended, and after the clean-up has begun. */
  private boolean hasLedger() {
    return rooms.schemaIfWritten().filter(rooms.administration().ownTables()::exist).isPresent();
  }
}
