package dev.crossover.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.faults.Fault;
import dev.crossover.launcher.cli.HeldLauncher.Place;
import dev.crossover.launcher.cli.TestEnvironment.Answered;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.targets.spanner.TestSpanner;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cutover and fence watch, of which one or both stand still or are killed. */
class LostWatchIT {
  private static final String WATCH = "fence-watch";
  private static final String CHANGE = "UPDATE album SET title = title || '.' WHERE id = 1";

  private static final String TABLES =
      """
      CREATE TABLE album (id int PRIMARY KEY, title text NOT NULL);
      ALTER TABLE album REPLICA IDENTITY FULL;
      INSERT INTO album SELECT n, 'album ' || n FROM generate_series(1, 50) n;
      """;

  private static final Place VERIFY =
      new Place("dev.crossover.launcher.verify.EngineVerification", "verify");
  private static final Place LAST_LOOK =
      new Place("dev.crossover.launcher.cutover.LastLook", "run");
  private static final Place JOURNAL =
      new Place("dev.crossover.launcher.cutover.WriteJournal", "commit");

  @TempDir private Path folder;
  private TestSource source;
  private Application application;
  private TestEnvironment crossover;

  @BeforeEach
  void becomeReady() {
    source = TestSource.create(TABLES);
    application = new Application(source);
    crossover = new TestEnvironment(folder, source, "lost-watch-" + source.name());
    answer("run");
    answer("verify");
  }

  @AfterEach
  void end() {
    crossover.run("cleanup", "--abandon");
    source.close();
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of the fence watch, then of the launcher, as real processes",
      moment = "the verification of a cutover",
      outcome = "the next command, also `status`, un-fences; the next cutover succeeds",
      sourceClosed = "until a command is given",
      rowsLost = Fault.RowsLost.NONE)
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of the fence watch alone, as a real process",
      moment = "the verification of a cutover",
      outcome = "the next step of the cutover starts another watch; it ends SWITCHED",
      sourceClosed = Fault.FOR_GOOD,
      rowsLost = Fault.RowsLost.NONE)
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault = "SIGSTOP of the fence watch and its shell, as real processes",
      moment = "the last look of a cutover",
      outcome = "the cutover ends SWITCHED, and the watch with it",
      sourceClosed = Fault.FOR_GOOD,
      rowsLost = Fault.RowsLost.NONE)
  void theCutoverIsProtectedWhateverBecomesOfItsWatch() throws Exception {
    try (HeldLauncher cutover = HeldLauncher.start(folder, "cutover", "--execute")) {
      cutover.keepBusyAt(VERIFY);
      crossover.kill(WATCH);
    }
    assertThatThrownBy(() -> application.write(CHANGE)).hasMessageContaining("not permitted");
    answer("status");
    application.write(CHANGE);

    try (HeldLauncher cutover = HeldLauncher.start(folder, "cutover", "--execute")) {
      cutover.keepBusyAt(VERIFY);
      crossover.kill(WATCH);
      cutover.keepBusyAt(LAST_LOOK);
      List<ProcessHandle> watch = crossover.processes(WATCH);
      assertThat(watch).hasSize(2);
      TestEnvironment.signal("STOP", watch);
      cutover.release();
      assertThat(cutover.exitCode()).as(cutover.log()).isZero();
      assertThat(watch).noneMatch(ProcessHandle::isAlive);
    }
    assertSwitched();
  }

  @Test
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault = "SIGSTOP of the launcher for longer than its lease, then SIGCONT, as a real process",
      moment = "the fence is sealed, the journal about to be written",
      outcome =
          "the fence watch un-fences; the launcher does not write the journal and says who has"
              + " taken over; the next cutover succeeds",
      sourceClosed = Fault.LEASE,
      rowsLost = Fault.RowsLost.NONE)
  void aLauncherThatStoodStillDoesNotJournal() throws Exception {
    try (HeldLauncher cutover = HeldLauncher.start(folder, "cutover", "--execute")) {
      cutover.holdAt(JOURNAL);
      TestEnvironment.signal("STOP", List.of(cutover.handle()));
      assertThatThrownBy(() -> application.write(CHANGE)).hasMessageContaining("not permitted");
      application.writeOnceOpen(CHANGE);

      TestEnvironment.signal("CONT", List.of(cutover.handle()));
      cutover.release();
      assertThat(cutover.exitCode()).as(cutover.log()).isEqualTo(40);
      assertThat(cutover.log()).contains("another Crossover has taken over the migration");
    }
    assertThat(answer("status")).isEqualTo("READY");
    application.write(CHANGE);
    assertThat(answer("cutover", "--execute")).isEqualTo("SWITCHED");
    assertSwitched();
  }

  private void assertSwitched() throws Exception {
    assertThat(answer("status")).isEqualTo("SWITCHED");
    BothSides sides = new BothSides(source, crossover.database(), TestSpanner.emulatorHost());
    assertThat(sides.assertEqual("album", "id", "title")).isEqualTo(50);
  }

  private String answer(String... words) {
    Answered answered = crossover.run(words);
    assertThat(answered.exitCode()).as(answered.text()).isZero();
    return answered.json().at("/phase").asText();
  }
}
