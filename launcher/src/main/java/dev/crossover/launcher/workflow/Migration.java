package dev.crossover.launcher.workflow;

import static java.util.stream.Collectors.toMap;

import dev.crossover.contract.GateNotMetException;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.changes.PositionText;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.platform.Job;
import dev.crossover.launcher.plan.SchemaStepReport;
import dev.crossover.launcher.plan.WriteSchema;
import dev.crossover.launcher.preflight.Preflight;
import dev.crossover.launcher.preflight.PreflightReport;
import dev.crossover.launcher.progress.Progress;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A migration up to the point where it may be cut over.
 *
 * <p>Where it stands is in the journal and nowhere else, so every command can be killed and run
 * again. One process works on it at a time.
 */
public final class Migration {
  private static final Logger LOG = LoggerFactory.getLogger(Migration.class);

  private static final Set<Phase> CAPTURE = EnumSet.of(Phase.PLANNED);
  private static final Set<Phase> LOAD = EnumSet.of(Phase.CAPTURING, Phase.BULK_LOADING);
  private static final Set<Phase> APPLY = EnumSet.of(Phase.APPLYING);
  private static final Set<Phase> HAND_OVER =
      EnumSet.of(Phase.CAPTURING, Phase.BULK_LOADING, Phase.APPLYING);
  private static final Set<Phase> ALL =
      EnumSet.of(Phase.PLANNED, Phase.CAPTURING, Phase.BULK_LOADING, Phase.APPLYING);

  /** In these the stream has to run, whoever ended it. */
  private static final Set<Phase> STREAMING =
      EnumSet.of(Phase.CAPTURING, Phase.BULK_LOADING, Phase.APPLYING, Phase.READY);

  private final Preflight preflight;
  private final MigrationLock lock;
  private final WriteSchema schema;
  private final ChangeStream stream;
  private final PositionText positions;
  private final Job live;
  private final Supplier<List<Step>> steps;
  private final Progress progress;

  /**
   * @param live the live job
   * @param steps one for each phase before READY; made only once the target's database exists
   */
  public Migration(
      Preflight preflight,
      MigrationLock lock,
      WriteSchema schema,
      ChangeStream stream,
      PositionText positions,
      Job live,
      Supplier<List<Step>> steps,
      Progress progress) {
    this.preflight = preflight;
    this.lock = lock;
    this.schema = schema;
    this.stream = stream;
    this.positions = positions;
    this.live = live;
    this.steps = steps;
    this.progress = progress;
  }

  /** Asks every check; changes nothing. */
  public PreflightReport preflight() {
    return preflight.look();
  }

  /**
   * Plans the target's schema and makes it. Once capture has begun the plan stays as it is, and
   * only what is missing of it is made.
   */
  public SchemaStepReport schema() {
    begin();
    return lock.with(
        lease -> lease.entry().phase() == Phase.PLANNED ? schema.plan() : schema.make());
  }

  /** Makes the schema and starts the change stream. */
  public Phase capture() {
    begin();
    return lock.with(lease -> advance(lease, CAPTURE));
  }

  /** Runs the bulk load to its end and asks the bulk gate. */
  public Phase bulk() {
    requireBegun("load in bulk", "crossover capture");
    return lock.with(
        lease -> {
          requirePhase(lease, LOAD, "load in bulk", "CAPTURING or BULK_LOADING");
          return advance(lease, LOAD);
        });
  }

  /** Starts the live job and waits until the target has nearly caught up. */
  public Phase apply() {
    requireBegun("apply changes", "crossover capture, then crossover bulk");
    return lock.with(
        lease -> {
          requirePhase(lease, APPLY, "apply changes", "APPLYING");
          return advance(lease, APPLY);
        });
  }

  /**
   * Passes the bulk gate and starts the live job, and waits for neither job: what is done when the
   * bulk job has ended and nobody watches.
   *
   * @throws GateNotMetException if the bulk gate is not met, or it is too early or too late for it
   */
  public Phase handOver() {
    requireBegun("hand over to the live job", "crossover run");
    return lock.with(
        lease -> {
          requirePhase(lease, HAND_OVER, "hand over to the live job", HAND_OVER.toString());
          keepRunning(lease.entry());
          Map<Phase, Step> byPhase = stepsByPhase();
          while (LOAD.contains(lease.entry().phase())) {
            byPhase.get(lease.entry().phase()).handOver(lease);
          }
          byPhase.get(Phase.APPLYING).handOver(lease);
          return lease.entry().phase();
        });
  }

  private Map<Phase, Step> stepsByPhase() {
    return steps.get().stream().collect(toMap(Step::phase, Function.identity()));
  }

  /** Promise 3: a step is not taken before its time, and not again after it. */
  private static void requirePhase(Lease lease, Set<Phase> allowed, String what, String names) {
    Phase phase = lease.entry().phase();
    if (!allowed.contains(phase)) {
      throw new GateNotMetException(
          what,
          List.of(
              "the migration is in phase %s, must be %s; %s"
                  .formatted(phase, names, NextStep.of(phase))));
    }
  }

  /** Does everything up to READY. */
  public Phase run() {
    begin();
    return lock.with(lease -> advance(lease, ALL));
  }

  /** A new migration begins only when every check passes; one that has begun goes on. */
  private void begin() {
    if (lock.isOpen()) {
      return;
    }
    unfence();
    LostJournal.refuse("start the migration", lock, stream);
    preflight.look().require("start the migration");
    lock.open();
  }

  /** What keeps the source from being opened is left to preflight, which says it with its fix. */
  private void unfence() {
    try {
      if (lock.unfenceIfJournalIsLost()) {
        progress.note("opened the source, which a cutover had fenced whose journal is gone");
      }
    } catch (SourceException | UncheckedIOException e) {
      LOG.warn("fence=unknown reason=\"{}\"", e.getMessage());
    }
  }

  /**
   * @param what somebody wants to do, to follow "cannot "
   * @param first what comes before it
   * @throws GateNotMetException if nobody has begun the migration, or the target's data is gone
   */
  public void requireBegun(String what, String first) {
    if (!lock.isOpen()) {
      LostJournal.refuse(what, lock, stream);
      throw new GateNotMetException(
          what, List.of("the migration has not begun; run `" + first + "` first"));
    }
  }

  private Phase advance(Lease lease, Set<Phase> phases) {
    keepRunning(lease.entry());
    Map<Phase, Step> byPhase = stepsByPhase();
    if (lease.entry().phase() == Phase.READY && phases.contains(Phase.APPLYING)) {
      byPhase.get(Phase.APPLYING).confirm(lease);
    }
    while (phases.contains(lease.entry().phase())) {
      Phase phase = lease.entry().phase();
      progress.note(phase.name());
      byPhase.get(phase).run(lease);
    }
    progress.note(lease.entry().phase().name());
    return lease.entry().phase();
  }

  /** Starts again what another command had started and somebody ended. */
  private void keepRunning(JournalEntry entry) {
    if (STREAMING.contains(entry.phase())) {
      RecordedStream.require(stream, entry, positions);
      stream.start();
    }
    if (entry.phase() == Phase.READY) {
      live.start();
    }
  }
}
