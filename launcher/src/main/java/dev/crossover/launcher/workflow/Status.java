package dev.crossover.launcher.workflow;

import dev.crossover.engine.changes.Position;
import dev.crossover.launcher.jobs.Job;
import dev.crossover.launcher.journal.JournalEntry;
import dev.crossover.launcher.journal.Owner;
import dev.crossover.launcher.journal.Phase;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.stream.ChangeStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Looks at everything that tells where a migration stands; changes nothing. */
public final class Status {
  private final LeaseDesk desk;
  private final ChangeStream stream;
  private final Job bulkJob;
  private final Job liveJob;
  private final BooleanSupplier hasLedger;
  private final Supplier<LoadLedger> ledger;
  private final Supplier<LiveSide> live;
  private final Verifications verifications;
  private final Clock clock;

  /**
   * What there is to look at.
   *
   * @param ledger and {@code live} are made only once the target's database exists
   */
  public record Parts(
      LeaseDesk desk,
      ChangeStream stream,
      Job bulkJob,
      Job liveJob,
      BooleanSupplier hasLedger,
      Supplier<LoadLedger> ledger,
      Supplier<LiveSide> live,
      Verifications verifications,
      Clock clock) {}

  public Status(Parts parts) {
    this.desk = parts.desk();
    this.stream = parts.stream();
    this.bulkJob = parts.bulkJob();
    this.liveJob = parts.liveJob();
    this.hasLedger = parts.hasLedger();
    this.ledger = parts.ledger();
    this.live = parts.live();
    this.verifications = parts.verifications();
    this.clock = parts.clock();
  }

  public StatusReport look() {
    Optional<JournalEntry> entry = desk.look();
    Phase phase = entry.map(JournalEntry::phase).orElse(Phase.PLANNED);
    ChangeStream.Status now = stream.status();
    boolean begun = entry.isPresent() && hasLedger.getAsBoolean();
    return new StatusReport(
        phase.name(),
        entry.map(JournalEntry::epoch).orElse(0L),
        entry.filter(known -> known.epoch() > 0).map(JournalEntry::updatedAt),
        entry.flatMap(JournalEntry::owner).map(Owner::toString),
        entry.flatMap(JournalEntry::fence).isPresent(),
        stream(now),
        bulkJob.status().state().name(),
        liveJob.status().state().name(),
        begun ? Optional.of(ledger.get().progress()) : Optional.empty(),
        begun ? Optional.of(live.get().progress()) : Optional.empty(),
        verifications
            .last()
            .map(
                last ->
                    new StatusReport.Verification(
                        last.verdict().name(),
                        last.finishedAt(),
                        last.compared(),
                        last.mismatches())),
        PhaseTimes.of(desk.history(), clock.instant()),
        entry.map(JournalEntry::details).orElse(Map.of()),
        nextStep(phase));
  }

  /** Shows the status again and again, until the migration is over or this thread interrupted. */
  public void watch(Progress progress, Duration every) {
    StatusReport report = look();
    while (!report.phase().equals(Phase.COMPLETED.name())) {
      progress.show(report.readings());
      Waiting.sleep(every);
      report = look();
    }
  }

  private static StatusReport.Stream stream(ChangeStream.Status now) {
    return new StatusReport.Stream(
        now.state().name(),
        now.start().map(Position::toLsn),
        now.emitted().map(Position::toLsn),
        now.events(),
        now.error());
  }

  /** What a person does in a phase, in one line. */
  public static String nextStep(Phase phase) {
    return switch (phase) {
      case PLANNED -> "Next: crossover preflight, then crossover run.";
      case CAPTURING, BULK_LOADING, APPLYING -> "Next: crossover run goes on until READY.";
      case READY ->
          "Next: crossover verify, crossover cutover --dry-run, crossover cutover --execute.";
      case FENCED, CAUGHT_UP, VERIFIED ->
          "A cutover is at work; if it is not, crossover run gives the source back.";
      case JOURNALLED -> "The target is the truth. Next: crossover cutover --execute goes on.";
      case SWITCHED -> "The target is the truth. Next: crossover cleanup.";
      case COMPLETED -> "Done.";
    };
  }
}
