package dev.crossover.launcher.status;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.Owner;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.platform.Measure;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.time.Timing;
import dev.crossover.launcher.bulk.LoadLedger;
import dev.crossover.launcher.live.LiveHealth;
import dev.crossover.launcher.live.LiveState;
import dev.crossover.launcher.progress.Durations;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.verify.Verifications;
import dev.crossover.launcher.workflow.LostJournal;
import dev.crossover.launcher.workflow.MigrationLock;
import dev.crossover.launcher.workflow.NextStep;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at everything that tells where a migration stands; changes nothing. */
public final class Status {
  private static final Logger LOG = LoggerFactory.getLogger(Status.class);

  /** Below it the source is not asked how long it keeps its log. */
  private static final Duration WORTH_A_LOOK = Duration.ofMinutes(10);

  /** In these the live job has to run. */
  private static final Set<Phase> LIVE = EnumSet.of(Phase.APPLYING, Phase.READY);

  /** In these the change stream has to run. */
  private static final Set<Phase> STREAMING =
      EnumSet.of(Phase.CAPTURING, Phase.BULK_LOADING, Phase.APPLYING, Phase.READY);

  private final MigrationLock lock;
  private final ChangeStream stream;
  private final SourceLog log;
  private final Job bulkJob;
  private final Job liveJob;
  private final BooleanSupplier hasLedger;
  private final Supplier<LoadLedger> ledger;
  private final Supplier<LiveState> live;
  private final Supplier<List<Measure>> measures;
  private final Verifications verifications;
  private final Timing timing;

  /**
   * What there is to look at.
   *
   * @param ledger and {@code live} are made only once the target's database exists
   */
  public record Parts(
      MigrationLock lock,
      ChangeStream stream,
      SourceLog log,
      Job bulkJob,
      Job liveJob,
      BooleanSupplier hasLedger,
      Supplier<LoadLedger> ledger,
      Supplier<LiveState> live,
      Supplier<List<Measure>> measures,
      Verifications verifications,
      Timing timing) {}

  public Status(Parts parts) {
    this.lock = parts.lock();
    this.stream = parts.stream();
    this.log = parts.log();
    this.bulkJob = parts.bulkJob();
    this.liveJob = parts.liveJob();
    this.hasLedger = parts.hasLedger();
    this.ledger = parts.ledger();
    this.live = parts.live();
    this.measures = parts.measures();
    this.verifications = parts.verifications();
    this.timing = parts.timing();
  }

  public StatusReport look() {
    Optional<JournalEntry> entry = lock.look();
    Phase phase = entry.map(JournalEntry::phase).orElse(Phase.PLANNED);
    ChangeStream.Status now = stream.status();
    boolean begun = entry.isPresent() && hasLedger.getAsBoolean();
    Job.Status job = liveJob.status();
    Optional<LiveState> side = begun ? Optional.of(live.get()) : Optional.empty();
    Optional<LiveHealth> health = side.map(known -> known.health(job));
    return new StatusReport(
        phase.name(),
        entry.map(JournalEntry::epoch).orElse(0L),
        entry.filter(known -> known.epoch() > 0).map(JournalEntry::updatedAt),
        entry.flatMap(JournalEntry::owner).map(Owner::toString),
        entry.flatMap(JournalEntry::fence).isPresent(),
        stream(now),
        bulkJob.status().state().name(),
        health.map(known -> known.state(timing.now())).orElse(job.state().name()),
        job.detail(),
        begun ? Optional.of(ledger.get().progress()) : Optional.empty(),
        side.map(LiveState::progress),
        measures.get(),
        entry.flatMap(known -> lateChange(known, now, side)),
        verifications
            .last()
            .map(
                last ->
                    new StatusReport.Verification(
                        last.verdict().name(),
                        last.finishedAt(),
                        last.compared(),
                        last.mismatches())),
        PhaseTimes.of(lock.history(), timing.now()),
        entry.map(JournalEntry::details).orElse(Map.of()),
        LostJournal.problem(lock, stream)
            .or(() -> purge(phase, now))
            .or(() -> alarm(phase, now))
            .or(
                () ->
                    health
                        .filter(known -> LIVE.contains(phase))
                        .flatMap(known -> known.nextStep(timing.now())))
            .orElse(NextStep.of(phase)));
  }

  /** What a person does before the source removes what the stream has not read. */
  private Optional<String> purge(Phase phase, ChangeStream.Status stream) {
    return stream
        .sourceTime()
        .filter(newest -> STREAMING.contains(phase))
        .map(newest -> Duration.between(newest, timing.now()))
        .filter(behind -> behind.compareTo(WORTH_A_LOOK) > 0)
        .flatMap(behind -> retention().flatMap(kept -> purge(behind, kept)));
  }

  private static Optional<String> purge(Duration behind, SourceLog.Retention retention) {
    return retention
        .limit()
        .filter(limit -> behind.multipliedBy(2).compareTo(limit) > 0)
        .map(
            limit ->
                "The change stream has read what the source wrote %s ago, and the source removes its log after %s, read or not; what is removed unread is lost, and the migration with it. %s, then see that the stream goes on."
                    .formatted(Durations.text(behind), Durations.text(limit), retention.remedy()));
  }

  /** Empty if the source does not answer: where a migration stands is to be seen all the same. */
  private Optional<SourceLog.Retention> retention() {
    try {
      return Optional.of(log.retention());
    } catch (SourceException unanswered) {
      LOG.warn("event=retention_unknown error=\"{}\"", unanswered.getMessage());
      return Optional.empty();
    }
  }

  /** What a person does about a change stream that stands still; empty if nothing is to be done. */
  private static Optional<String> alarm(Phase phase, ChangeStream.Status stream) {
    if (!STREAMING.contains(phase)) {
      return Optional.empty();
    }
    return switch (stream.state()) {
      case ABSENT, STOPPED, RUNNING -> Optional.empty();
      case STALLED ->
          Optional.of(
              "The change stream says nothing. It is started again, or goes on, by itself within"
                  + " minutes; if not, read its log, then: crossover run.");
      case FAILED ->
          Optional.of(
              "The change stream stands still, and what the source writes waits in its log. If the"
                  + " stream does not go on by itself, read its log, repair the cause, then:"
                  + " crossover run.");
    };
  }

  /** Shows the status again and again, until the migration is over or this thread interrupted. */
  public void watch(Progress progress, Duration every) {
    StatusReport report = look();
    while (!report.phase().equals(Phase.COMPLETED.name())) {
      progress.show(report.readings());
      timing.pause(every);
      report = look();
    }
  }

  /** A change that the stream carried after the cutover; it is on the source alone. */
  private Optional<String> lateChange(
      JournalEntry entry, ChangeStream.Status now, Optional<LiveState> side) {
    if (!entry.phase().isPastTheJournal()) {
      return Optional.empty();
    }
    if (!stream.tellsHowFar()) {
      return side.flatMap(LiveState::unapplied);
    }
    return Optional.ofNullable(entry.details().get(JournalDetails.END_POSITION))
        .map(LogPosition::parse)
        .flatMap(end -> now.lastChange().filter(change -> change.isAtLeastInAShard(end)))
        .map(log.positions()::of);
  }

  private StatusReport.Stream stream(ChangeStream.Status now) {
    return new StatusReport.Stream(
        now.state().name(),
        now.start().map(log.positions()::of),
        now.emitted().map(log.positions()::of),
        stream.tellsHowFar() ? OptionalLong.of(now.events()) : OptionalLong.empty(),
        now.passedOver(),
        now.error());
  }
}
