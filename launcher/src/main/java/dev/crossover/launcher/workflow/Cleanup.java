package dev.crossover.launcher.workflow;

import dev.crossover.launcher.jobs.Job;
import dev.crossover.launcher.journal.JournalEntry;
import dev.crossover.launcher.journal.Lease;
import dev.crossover.launcher.journal.Phase;
import dev.crossover.launcher.journal.SpannerJournal;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.stream.ChangeStream;
import dev.crossover.launcher.target.TargetPlace;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takes away what a migration needed, stage by stage, so that what was killed half-way goes on:
 * jobs and stream, then what they made in the source, then Crossover's own tables in the target,
 * then files. The journal is the last to change.
 */
public final class Cleanup {
  private static final Set<Phase> OVER = EnumSet.of(Phase.SWITCHED, Phase.COMPLETED);

  private final LeaseDesk desk;
  private final TargetPlace place;
  private final List<Job> jobs;
  private final ChangeStream stream;
  private final Supplier<List<String>> ownTables;
  private final Workspace workspace;
  private final Progress progress;
  private final Runnable endEmulator;

  /** What is taken away, and what with. */
  public record Parts(
      LeaseDesk desk,
      TargetPlace place,
      List<Job> jobs,
      ChangeStream stream,
      Supplier<List<String>> ownTables,
      Workspace workspace,
      Progress progress,
      Runnable endEmulator) {}

  public Cleanup(Parts parts) {
    this.desk = parts.desk();
    this.place = parts.place();
    this.jobs = List.copyOf(parts.jobs());
    this.stream = parts.stream();
    this.ownTables = parts.ownTables();
    this.workspace = parts.workspace();
    this.progress = parts.progress();
    this.endEmulator = parts.endEmulator();
  }

  private record Stage(String name, String what, Runnable work) {
    CleanupReport.Stage told() {
      return new CleanupReport.Stage(name, what);
    }
  }

  /** What {@link #run} would do; changes nothing. */
  public CleanupReport plan(boolean abandon) {
    Phase phase = desk.look().map(JournalEntry::phase).orElse(Phase.PLANNED);
    require(phase, abandon);
    List<Stage> stages = new ArrayList<>(stages());
    stages.add(OVER.contains(phase) ? journalStage(() -> {}) : abandonStage());
    return new CleanupReport(true, phase.name(), stages.stream().map(Stage::told).toList());
  }

  /**
   * @param abandon whether a migration that is not over may be given up
   * @throws GateNotMetException if it is not over and is not to be given up
   */
  public CleanupReport run(boolean abandon) {
    List<Stage> stages = new ArrayList<>(stages());
    Phase phase = Phase.PLANNED;
    if (desk.isOpen()) {
      phase = desk.with(lease -> underLease(lease, stages, abandon));
    } else {
      require(phase, abandon);
      run(stages);
    }
    if (!OVER.contains(phase)) {
      // The journal is in what is dropped, so nobody can hold the lease any more.
      Stage last = abandonStage();
      run(List.of(last));
      stages.add(last);
    }
    return new CleanupReport(false, phase.name(), stages.stream().map(Stage::told).toList());
  }

  private Phase underLease(Lease lease, List<Stage> stages, boolean abandon) {
    Phase phase = lease.entry().phase();
    require(phase, abandon);
    run(stages);
    if (phase == Phase.SWITCHED) {
      Stage last = journalStage(() -> lease.advance(Phase.SWITCHED, Phase.COMPLETED, Map.of()));
      run(List.of(last));
      stages.add(last);
    }
    return lease.entry().phase();
  }

  private static void require(Phase phase, boolean abandon) {
    if (OVER.contains(phase)) {
      return;
    }
    if (phase.isPastTheJournal()) {
      throw new GateNotMetException(
          "clean up", List.of("the cutover is not finished; run `crossover cutover --execute`"));
    }
    if (!abandon) {
      throw new GateNotMetException(
          "clean up",
          List.of(
              "the migration is in phase "
                  + phase
                  + ", must be SWITCHED; add --abandon to give it up: the source stays the truth,"
                  + " and a new migration begins from nothing"));
    }
  }

  private void run(List<Stage> stages) {
    for (Stage stage : stages) {
      progress.note(stage.name + ": " + stage.what);
      stage.work.run();
    }
  }

  private List<Stage> stages() {
    return List.of(
        new Stage("jobs", "end bulk and live job", () -> jobs.forEach(Job::cancel)),
        new Stage("change stream", "end it", stream::stop),
        new Stage(
            "source", "drop replication slot, publication and schema crossover", stream::remove),
        new Stage(
            "target",
            "drop ledger, shadow tables and sentinel",
            () -> {
              if (place.hasTable(SpannerJournal.TABLE)) {
                place.dropTables(ownTables.get());
              }
            }),
        new Stage(
            "files",
            "delete the change files; schema, dead letters, reports and logs stay",
            workspace::deleteWorkFiles));
  }

  private Stage journalStage(Runnable work) {
    return new Stage("journal", "COMPLETED; its tables stay as the record", work);
  }

  private Stage abandonStage() {
    return place.makesInstances()
        ? new Stage(
            "journal",
            "drop the whole database on the emulator, and end an emulator of our own",
            () -> {
              place.dropDatabase();
              endEmulator.run();
            })
        : new Stage(
            "journal",
            "drop the journal; the moved tables stay, drop them yourself",
            () -> {
              if (place.hasTable(SpannerJournal.TABLE)) {
                place.dropTables(SpannerJournal.TABLES);
              }
            });
  }
}
