package dev.crossover.launcher.workflow;

import dev.crossover.engine.changes.Position;
import dev.crossover.launcher.jobs.Job;
import dev.crossover.launcher.journal.JournalEntry;
import dev.crossover.launcher.journal.Owner;
import dev.crossover.launcher.journal.Phase;
import dev.crossover.launcher.stream.ChangeStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Looks at everything that tells where a migration stands; changes nothing. */
public final class Status {
  private final LeaseDesk desk;
  private final ChangeStream stream;
  private final Job bulkJob;
  private final Job liveJob;
  private final BooleanSupplier hasSchema;
  private final LoadLedger ledger;
  private final LiveSide live;
  private final Verifications verifications;
  private final Clock clock;

  /** What there is to look at. */
  public record Parts(
      LeaseDesk desk,
      ChangeStream stream,
      Job bulkJob,
      Job liveJob,
      BooleanSupplier hasSchema,
      LoadLedger ledger,
      LiveSide live,
      Verifications verifications,
      Clock clock) {}

  public Status(Parts parts) {
    this.desk = parts.desk();
    this.stream = parts.stream();
    this.bulkJob = parts.bulkJob();
    this.liveJob = parts.liveJob();
    this.hasSchema = parts.hasSchema();
    this.ledger = parts.ledger();
    this.live = parts.live();
    this.verifications = parts.verifications();
    this.clock = parts.clock();
  }

  public StatusReport look() {
    Optional<JournalEntry> entry = desk.look();
    Phase phase = entry.map(JournalEntry::phase).orElse(Phase.PLANNED);
    ChangeStream.Status now = stream.status();
    boolean begun = entry.isPresent() && hasSchema.getAsBoolean();
    return new StatusReport(
        phase.name(),
        entry.map(JournalEntry::epoch).orElse(0L),
        entry.filter(known -> known.epoch() > 0).map(JournalEntry::updatedAt),
        entry.flatMap(JournalEntry::owner).map(Owner::toString),
        entry.flatMap(JournalEntry::fence).isPresent(),
        stream(now),
        bulkJob.status().state().name(),
        liveJob.status().state().name(),
        begun ? Optional.of(ledger.progress()) : Optional.empty(),
        begun ? Optional.of(live.progress()) : Optional.empty(),
        verifications
            .lastReport()
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

  private static StatusReport.Stream stream(ChangeStream.Status now) {
    return new StatusReport.Stream(
        now.state().name(),
        now.start().map(Position::toLsn),
        now.emitted().map(Position::toLsn),
        now.events(),
        now.error());
  }

  private static String nextStep(Phase phase) {
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
