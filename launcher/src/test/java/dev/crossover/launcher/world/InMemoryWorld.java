package dev.crossover.launcher.world;

import dev.crossover.contract.GateNotMetException;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsReader;
import dev.crossover.engine.apply.AppliedWatermark;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.changes.PositionText;
import dev.crossover.engine.journal.Journal;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Owner;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.journal.TestClock;
import dev.crossover.engine.ledger.ChangeFolder;
import dev.crossover.engine.platform.FenceWatchProcess;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.platform.Measure;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.processes.ProcessStart;
import dev.crossover.engine.schema.FakeCatalogue;
import dev.crossover.engine.schema.Refusal;
import dev.crossover.engine.schema.SchemaApplier;
import dev.crossover.engine.schema.SchemaPlan;
import dev.crossover.engine.schema.SchemaScript;
import dev.crossover.engine.schema.Sentinel;
import dev.crossover.engine.schema.SourceSchema;
import dev.crossover.engine.schema.SourceSequence;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.SourceClock;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.source.Writers;
import dev.crossover.engine.target.AppliedChanges;
import dev.crossover.engine.target.OwnTables;
import dev.crossover.engine.target.TargetStore;
import dev.crossover.engine.target.WritesEndedException;
import dev.crossover.engine.time.Timing;
import dev.crossover.launcher.bulk.BeginBulkLoad;
import dev.crossover.launcher.bulk.BulkGate;
import dev.crossover.launcher.bulk.LoadInBulk;
import dev.crossover.launcher.bulk.LoadLedger;
import dev.crossover.launcher.capture.StartCapture;
import dev.crossover.launcher.capture.StreamProof;
import dev.crossover.launcher.cleanup.Cleanup;
import dev.crossover.launcher.cleanup.GivenUp;
import dev.crossover.launcher.cutover.Cutover;
import dev.crossover.launcher.cutover.CutoverReport;
import dev.crossover.launcher.cutover.RowsToCopyAgain;
import dev.crossover.launcher.deadletters.OrderInDoubt;
import dev.crossover.launcher.fence.FenceWatch;
import dev.crossover.launcher.fence.Unfencing;
import dev.crossover.launcher.gates.CutoverLimits;
import dev.crossover.launcher.gates.StandardGates;
import dev.crossover.launcher.live.ApplyUntilReady;
import dev.crossover.launcher.live.BeginningOfLiveApply;
import dev.crossover.launcher.live.LiveState;
import dev.crossover.launcher.plan.WriteSchema;
import dev.crossover.launcher.preflight.Preflight;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.rollforward.RollForwardStep;
import dev.crossover.launcher.status.Status;
import dev.crossover.launcher.verify.FencedVerification;
import dev.crossover.launcher.verify.FencedVerification.Scope;
import dev.crossover.launcher.verify.Verifications;
import dev.crossover.launcher.workflow.Migration;
import dev.crossover.launcher.workflow.MigrationLock;
import dev.crossover.launcher.workflow.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that a migration meets, in memory: a source whose application writes whenever time
 * passes, a target, a change stream and two jobs that outlive the launcher. Time passes only while
 * somebody waits. Each command is a new process of its own.
 */
public final class InMemoryWorld {
  private static final String TARGET = "memory";
  private static final Set<Phase> LOADING = EnumSet.of(Phase.CAPTURING, Phase.BULK_LOADING);

  public final TestClock clock = new TestClock();
  public SourceClock sourceClock = clock::instant;
  public final Timing timing = new Timing(clock, clock::elapsed, this::pass);
  public final Faults faults = new Faults();
  public final FakeSource source = new FakeSource();
  public final FakeTarget target = new FakeTarget(clock);
  public final FakeStream stream = new FakeStream(source, clock);
  public final FakeJob bulkJob = new FakeJob();
  public final FakeJob liveJob = new FakeJob();
  public Settings settings = settings("postgresql-to-spanner", "");
  public final List<String> afterJournal = new ArrayList<>();
  public final List<String> notes = new ArrayList<>();
  public final List<Measure> measures = new ArrayList<>();
  public final List<Refusal> refusals = new ArrayList<>();
  public final Bucket bucket = new InMemoryBucket();
  public final FakeVerification verification = new FakeVerification(source, target, bucket, clock);

  public boolean preflightPasses = true;
  public boolean applicationWrites = true;
  public boolean liveJobWorks = true;
  public boolean watched;
  public long openDeadLetters;
  public long missingRows;
  public boolean streamStarts = true;

  /** Something that happens outside the launcher whenever time passes. */
  public Runnable beforeTick = () -> {};

  private int writes;

  public InMemoryWorld() {
    for (int i = 0; i < 5; i++) {
      source.write("before-" + i, "old");
    }
  }

  /** What happens outside the launcher while it waits. */
  private void pass(Duration time) {
    clock.advance(time);
    beforeTick.run();
    applicationWrites();
    if (bulkJob.isRunning()) {
      target.load(source);
      if (target.isLoaded()) {
        bulkJob.finish();
      }
    }
    stream.emit();
    if (liveJob.isRunning() && liveJobWorks) {
      applyFiles();
    }
  }

  private void applyFiles() {
    try {
      BeginningOfLiveApply.require(lock().look());
      unapplied().forEach(file -> target.apply(file, stream.changes(file)));
    } catch (WritesEndedException e) {
      liveJob.finish();
    } catch (GateNotMetException e) {
      liveJob.fail(e.getMessage());
    }
  }

  private void applicationWrites() {
    if (applicationWrites && !source.fence.isUp()) {
      writes++;
      source.write("live-" + writes, "new");
      source.write("before-1", "changed " + writes);
      source.cascade("before-2", "cascaded " + writes);
      if (writes == 1) {
        source.delete("before-0");
      }
    }
  }

  private List<String> unapplied() {
    return stream.files().stream().filter(file -> !target.isApplied(file)).toList();
  }

  /**
   * The settings of a launcher.
   *
   * @param more further ones, such as {@code , "capture": {"slot": "other"}}
   */
  public static Settings settings(String route, String more) {
    return SettingsReader.parse(
        "memory",
        """
        {"platform": "local", "route": "%s",
         "source": {"host": "localhost", "port": 1, "database": "shop", "user": "mover",
                    "password": "env:PASSWORD", "application_roles": ["app"]},
         "target": {"project": "test-project", "instance": "test", "database": "shop",
                    "emulator": "auto"}%s}
        """
            .formatted(route, more));
  }

  /** {@code crossover run}. */
  public Phase run() {
    return migration().run();
  }

  /** {@code crossover deploy --phase bulk}, and the job runs to its end; if it is time for it. */
  public void endBulkJob() {
    if (target.hasJournal() && LOADING.contains(entry().phase())) {
      beginBulkLoad();
      bulkJob.start();
      while (bulkJob.isRunning()) {
        pass(Duration.ofSeconds(1));
      }
    }
  }

  private void beginBulkLoad() {
    if (entry().phase() == Phase.CAPTURING) {
      lock()
          .with(
              lease -> {
                if (lease.entry().phase() == Phase.CAPTURING) {
                  new BeginBulkLoad(changeStream()).run(lease);
                }
                return lease;
              });
    }
  }

  /** What {@code crossover serve} does when it is told that the bulk job has ended. */
  public Phase handOver() {
    endBulkJob();
    return migration().handOver();
  }

  /** {@code crossover verify}, as far as the cutover's gates ask for it. */
  public void verify() {
    applicationWrites = false;
    pass(Duration.ofSeconds(1));
    applicationWrites = true;
    verification.verify(Scope.FULL);
  }

  /** {@code crossover cutover --execute}. */
  public CutoverReport cutOver() {
    return lock().withCutover(lease -> cutover().execute(lease, Optional.empty()));
  }

  /** {@code crossover status}. */
  public Status status() {
    return new Status(
        new Status.Parts(
            lock(),
            stream,
            source,
            bulkJob,
            liveJob,
            () -> target.hasJournal() && target.exist(schema()),
            () -> target,
            this::live,
            () -> measures,
            new Verifications(bucket),
            timing));
  }

  /** The journal as it is now. */
  public JournalEntry entry() {
    return target.journal().read();
  }

  /** Waits until nobody holds the lease of a process that was killed. */
  public void outlastTheLease() {
    faults.heal();
    clock.advance(Lease.LENGTH);
  }

  public FenceWatch fenceWatch() {
    return new FenceWatch(
        target.journal(),
        new Unfencing(source.fence, timing),
        new Owner("there", 2, new ProcessStart("boot:0"), "watch"),
        Duration.ofMinutes(5),
        timing);
  }

  public MigrationLock lock() {
    return new MigrationLock(
        TARGET,
        faults.around(TargetStore.class, "store", target),
        () -> faults.around(Journal.class, "journal", target.journal()),
        () -> new Unfencing(faults.around(Fence.class, "fence", source.fence), timing),
        timing,
        settings);
  }

  public Migration migration() {
    return new Migration(
        new Preflight(check("source-connection"), List.of(check("encoding")), List.of()),
        lock(),
        writeSchema(),
        changeStream(),
        PositionText.PLAIN,
        job("live", liveJob),
        this::steps,
        progress());
  }

  private Check check(String name) {
    return new Check() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public List<Finding> look() {
        return List.of(
            preflightPasses
                ? Finding.pass(this, "fine")
                : Finding.fail(this, "broken", "repair it"));
      }
    };
  }

  private List<Step> steps() {
    return List.of(
        new StartCapture(
            writeSchema(),
            changeStream(),
            new StreamProof(log(), () -> new ChangeFolder(stream.bucket(), "changes/"), timing),
            progress()),
        new BeginBulkLoad(changeStream()),
        new LoadInBulk(
            changeStream(),
            job("bulk", bulkJob),
            ledger(),
            bulkGate(),
            writeSchema(),
            progress(),
            timing),
        new ApplyUntilReady(
            job("live", liveJob),
            live(),
            orderInDoubt(),
            Duration.ofSeconds(5),
            progress(),
            timing));
  }

  private WriteSchema writeSchema() {
    return new WriteSchema(
        this::plan,
        faults.around(Bucket.class, "bucket", bucket),
        new WriteSchema.Made(
            faults.around(TargetStore.class, "store", target),
            faults.around(SchemaApplier.class, "schema", target),
            faults.around(OwnTables.class, "own-tables", target)),
        progress());
  }

  private SchemaPlan plan() {
    SchemaScript none = new SchemaScript(List.of());
    return new SchemaPlan(
        sourceSchema(),
        schema(),
        new SchemaPlan.Scripts(none, none, none),
        List.of(),
        refusals,
        List.of());
  }

  private static SourceSchema sourceSchema() {
    return sourceSchema(List.of(), List.of());
  }

  /** The catalogue of a source without tables. */
  public static SourceSchema sourceSchema(
      List<SourceSequence> sequences, List<SourceSchema.NotMoved> notMoved) {
    return new SourceSchema(
        List.of(),
        Sentinel.table(FakeCatalogue.NUMBER, FakeCatalogue.TEXT, FakeCatalogue.TIME),
        sequences,
        notMoved);
  }

  private static TargetSchema schema() {
    return new TargetSchema(List.of());
  }

  private BulkGate bulkGate() {
    return new BulkGate(
        changeStream(),
        PositionText.PLAIN,
        ledger(),
        () -> openDeadLetters,
        "look at its log",
        table -> target.rows().size() - missingRows);
  }

  private LoadLedger ledger() {
    return faults.around(LoadLedger.class, "partitions", target);
  }

  private LiveState live() {
    return new LiveState(
        log(),
        changeStream(),
        appliedChanges(),
        () ->
            new LiveState.AppliedTotals(
                target.appliedFiles(), target.appliedFiles(), Optional.empty()),
        () -> Optional.of(new AppliedWatermark(LogPosition.of(7, 0), clock.instant())),
        () -> sourceClock.now(),
        limits().quiet(),
        timing);
  }

  public Cutover cutover() {
    return new Cutover(
        new Cutover.Parts(
            TARGET,
            faults.around(Fence.class, "fence", source.fence),
            faults.around(Writers.class, "writers", source),
            log(),
            changeStream(),
            job("live", liveJob),
            appliedChanges(),
            orderInDoubt(),
            faults.around(RowsToCopyAgain.class, "copy-again", copyAgain()),
            verifier(),
            fenceWatchProcess(),
            gates().list(),
            gates().schema(),
            List.of(),
            List.of(rollForwardStep("schema"), rollForwardStep("switch")),
            limits(),
            timing,
            progress()));
  }

  private RowsToCopyAgain copyAgain() {
    return new RowsToCopyAgain() {
      @Override
      public List<String> tables() {
        return List.of("shop.sale");
      }

      @Override
      public Map<String, Long> copy(LogPosition end, long epoch) {
        return target.copyAgain(source, end, epoch);
      }
    };
  }

  private OrderInDoubt orderInDoubt() {
    return faults.around(OrderInDoubt.class, "order", OrderInDoubt.NONE);
  }

  private StandardGates gates() {
    return new StandardGates(
        changeStream(),
        appliedChanges(),
        log(),
        faults.around(Writers.class, "writers", source),
        verifier(),
        sourceSchema(),
        () -> sourceSchema(),
        List::of,
        () -> measures,
        check("application-roles"),
        limits(),
        timing);
  }

  private static CutoverLimits limits() {
    return new CutoverLimits(
        Duration.ofSeconds(5),
        Duration.ofMinutes(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofHours(1),
        Duration.ofSeconds(1));
  }

  private RollForwardStep rollForwardStep(String name) {
    return faults.around(
        RollForwardStep.class,
        name,
        new RollForwardStep() {
          @Override
          public String name() {
            return name;
          }

          @Override
          public String plan() {
            return "do " + name;
          }

          @Override
          public List<String> refusals() {
            return List.of();
          }

          @Override
          public String run() {
            afterJournal.add(name);
            return name + " done";
          }
        });
  }

  private FenceWatchProcess fenceWatchProcess() {
    return faults.around(
        FenceWatchProcess.class,
        "fence-watch",
        new FenceWatchProcess() {
          @Override
          public void start() {
            watched = true;
          }

          @Override
          public void stop() {
            watched = false;
          }
        });
  }

  /** What takes away what the migration needed; {@code crossover cleanup}. */
  public Cleanup cleanup() {
    return new Cleanup(
        new Cleanup.Parts(
            lock(),
            faults.around(TargetStore.class, "store", target),
            faults.around(OwnTables.class, "own-tables", target),
            () -> Optional.of(schema()),
            List.of(job("bulk", bulkJob), job("live", liveJob)),
            changeStream(),
            source.fence,
            bucket,
            new GivenUp(faults.around(Bucket.class, "bucket", bucket), clock),
            () -> faults.run("files.delete", this::deleteWorkFiles),
            () -> faults.run("emulator.stop", () -> notes.add("emulator ended")),
            progress()));
  }

  private void deleteWorkFiles() {
    stream.deleteFiles();
    bulkJob.forget();
    liveJob.forget();
  }

  private ChangeStream changeStream() {
    return faults.around(ChangeStream.class, "stream", streamStarts ? stream : new Unstartable());
  }

  /** A stream whose process never gets as far as its start position. */
  private final class Unstartable implements ChangeStream {
    @Override
    public void prepare() {}

    @Override
    public boolean tellsHowFar() {
      return true;
    }

    @Override
    public void start() {}

    @Override
    public ChangeStream.Status status() {
      return stream.status();
    }

    @Override
    public List<String> uncaptured() {
      return List.of();
    }

    @Override
    public void stop() {}

    @Override
    public void remove() {}
  }

  /** A job whose calls can fail. */
  public Job job(String name, FakeJob job) {
    return faults.around(Job.class, name, job);
  }

  private SourceLog log() {
    return faults.around(SourceLog.class, "log", source);
  }

  private FencedVerification verifier() {
    return faults.around(FencedVerification.class, "verification", verification);
  }

  public AppliedChanges appliedChanges() {
    return faults.around(
        AppliedChanges.class,
        "applied",
        new AppliedChanges() {
          @Override
          public List<String> unappliedFiles() {
            return unapplied();
          }

          @Override
          public List<String> unappliedOfMovedTables() {
            return unapplied();
          }

          @Override
          public int parkedFiles() {
            return 0;
          }

          @Override
          public long openDeadLetters() {
            return openDeadLetters;
          }

          @Override
          public Optional<Instant> lastRecorded() {
            return target.lastApplied();
          }

          @Override
          public List<String> changesFrom(LogPosition place) {
            return stream.files().stream()
                .filter(target::isApplied)
                .filter(file -> stream.holdsChangeFrom(file, place))
                .toList();
          }

          @Override
          public boolean hasSentinel(String token) {
            return target.has(token);
          }
        });
  }

  private Progress progress() {
    return new Progress() {
      @Override
      public void note(String line) {
        notes.add(line);
      }

      @Override
      public void show(List<dev.crossover.launcher.progress.Reading> readings) {}

      @Override
      public void close() {}
    };
  }
}
