package dev.crossover.launcher.cleanup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossover.contract.GateNotMetException;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.source.Fence;
import dev.crossover.engine.target.OwnTables;
import dev.crossover.engine.target.TargetStore;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.workflow.MigrationLock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takes away what a migration needed, stage by stage, so that what was killed half-way goes on:
 * jobs and stream, then what they made in the source, then Crossover's own tables in the target,
 * then files. The journal is the last to change.
 */
public final class Cleanup {
  /** The file with the statements that would open the source again. */
  static final String RIGHTS = "source-rights.sql";

  private static final Set<Phase> OVER = EnumSet.of(Phase.SWITCHED, Phase.COMPLETED);

  private final Parts parts;

  /**
   * What is taken away, and what with.
   *
   * @param schema what is moved; empty before the schema step
   * @param bucket receives {@link #RIGHTS}
   * @param givenUp keeps what a migration that is given up has written
   * @param workFiles deletes change files and the traces of ended processes
   * @param trialTarget ends a target that Crossover itself runs, if there is one
   */
  public record Parts(
      MigrationLock lock,
      TargetStore store,
      OwnTables ownTables,
      Supplier<Optional<TargetSchema>> schema,
      List<Job> jobs,
      ChangeStream stream,
      Fence fence,
      Bucket bucket,
      GivenUp givenUp,
      Runnable workFiles,
      Runnable trialTarget,
      Progress progress) {
    public Parts {
      jobs = List.copyOf(jobs);
    }
  }

  public Cleanup(Parts parts) {
    this.parts = parts;
  }

  private record Stage(String name, String what, Runnable work) {
    CleanupReport.Stage report() {
      return new CleanupReport.Stage(name, what);
    }
  }

  /** What {@link #run} would do; changes nothing. */
  public CleanupReport plan(boolean abandon) {
    Phase phase = parts.lock().look().map(JournalEntry::phase).orElse(Phase.PLANNED);
    require(phase, abandon);
    List<Stage> stages = stages(phase);
    stages.add(OVER.contains(phase) ? journalStage(() -> {}) : abandonStage());
    return report(true, phase, stages);
  }

  /**
   * @param abandon whether a migration that is not over may be given up
   * @throws GateNotMetException if it is not over and is not to be given up
   */
  public CleanupReport run(boolean abandon) {
    List<Stage> done = new ArrayList<>();
    Phase phase = Phase.PLANNED;
    if (parts.lock().isOpen()) {
      phase = parts.lock().with(lease -> underLease(lease, done, abandon));
    } else {
      require(phase, abandon);
      if (parts.lock().unfenceIfJournalIsLost()) {
        parts
            .progress()
            .note("opened the source, which a cutover had fenced whose journal is gone");
      }
      stages(phase).forEach(stage -> run(stage, done));
    }
    if (!OVER.contains(phase)) {
      // The journal is in what is dropped, so nobody can hold the lease any more.
      run(abandonStage(), done);
    }
    return report(false, phase, done);
  }

  private static CleanupReport report(boolean dryRun, Phase phase, List<Stage> stages) {
    return new CleanupReport(dryRun, phase.name(), stages.stream().map(Stage::report).toList());
  }

  private Phase underLease(Lease lease, List<Stage> done, boolean abandon) {
    Phase phase = lease.entry().phase();
    require(phase, abandon);
    for (Stage stage : stages(phase)) {
      requireHeld(lease);
      run(stage, done);
    }
    if (phase == Phase.SWITCHED) {
      run(journalStage(() -> lease.advance(Phase.SWITCHED, Phase.COMPLETED, Map.of())), done);
    }
    requireHeld(lease);
    return lease.entry().phase();
  }

  /** Whoever stood still while another command cut over takes nothing away from the new owner. */
  private static void requireHeld(Lease lease) {
    lease.note(Map.of());
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
                  + ", must be SWITCHED; add --abandon to give it up: the source stays in use, and"
                  + " a new migration begins from nothing"));
    }
  }

  private void run(Stage stage, List<Stage> done) {
    parts.progress().note(stage.name + ": " + stage.what);
    stage.work.run();
    done.add(stage);
  }

  /** All but the journal's. */
  private List<Stage> stages(Phase phase) {
    List<Stage> stages = new ArrayList<>(workStages());
    if (!OVER.contains(phase)) {
      stages.add(
          new Stage(
              "records",
              "move schema, dead letters and reports below " + GivenUp.FOLDER,
              parts.givenUp()::putAside));
    }
    return stages;
  }

  private List<Stage> workStages() {
    return List.of(
        new Stage("jobs", "end bulk and live job", () -> parts.jobs().forEach(Job::cancel)),
        new Stage("change stream", "end it", parts.stream()::stop),
        new Stage("source", "remove what Crossover made there", this::leaveSource),
        new Stage("target", "drop ledger, shadow tables and sentinel", this::dropOwnTables),
        new Stage(
            "files",
            "delete the change files; schema, dead letters, reports and logs stay",
            parts.workFiles()));
  }

  /** What a cutover closed stays closed; only the record of it goes, so it is kept in a file. */
  private void leaveSource() {
    Optional<String> rights = parts.fence().givingBack();
    rights.ifPresent(
        statements -> {
          parts.bucket().write(RIGHTS, statements.getBytes(UTF_8));
          parts
              .progress()
              .note(
                  "source: the moved tables stay closed to writers, and the application's roles"
                      + " without login; "
                      + RIGHTS
                      + " would give all of that back");
        });
    parts.stream().remove();
  }

  private void dropOwnTables() {
    parts.schema().get().ifPresent(parts.ownTables()::drop);
  }

  private Stage journalStage(Runnable work) {
    return new Stage("journal", "COMPLETED; its tables stay as the record", work);
  }

  private Stage abandonStage() {
    boolean disposable = parts.store().isDisposable();
    return new Stage(
        "journal",
        disposable
            ? "drop the whole database on the emulator, and end an emulator of our own"
            : "drop the journal; the moved tables stay, drop them yourself",
        () -> abandon(disposable));
  }

  private void abandon(boolean disposable) {
    parts.store().remove();
    if (disposable) {
      parts.trialTarget().run();
    }
  }
}
