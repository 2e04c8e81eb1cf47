package dev.crossover.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.faults.Fault;
import dev.crossover.launcher.cli.HeldLauncher.Place;
import dev.crossover.launcher.cli.TestEnvironment.Answered;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.targets.spanner.TestSpanner;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that are given while another process works on the same migration. */
class TwoLaunchersIT {
  private static final String DATABASE = "two-launchers";

  private static final String TABLES =
      """
      CREATE TABLE album (id int PRIMARY KEY, title text NOT NULL);
      ALTER TABLE album REPLICA IDENTITY FULL;
      INSERT INTO album SELECT n, 'album ' || n FROM generate_series(1, 50) n;
      """;

  private static final List<List<String>> RIVALS =
      List.of(List.of("run"), List.of("cutover", "--execute"), List.of("cleanup", "--abandon"));

  private static final List<Place> OF_RUN =
      List.of(
          new Place("dev.crossover.platforms.local.LocalChangeStream", "start"),
          new Place("dev.crossover.platforms.local.ChildJob", "start"),
          new Place("dev.crossover.platforms.local.SupervisedJob", "start"));

  private static final List<Place> OF_CUTOVER =
      List.of(
          new Place("dev.crossover.sources.postgresql.fence.PostgresqlFence", "raise"),
          new Place("dev.crossover.launcher.verify.EngineVerification", "verify"),
          new Place("dev.crossover.launcher.cutover.WriteJournal", "commit"),
          new Place("dev.crossover.launcher.rollforward.AfterCutoverSchema", "run"));

  @TempDir private Path folder;
  private TestEnvironment crossover;

  @Test
  @Fault(
      kind = Fault.Kind.TWO_LAUNCHERS,
      fault = "`run`, `cutover`, `cleanup --abandon` or `status`, as another process",
      moment =
          "while a `run` starts the stream, the bulk load and the live job, and while a `cutover`"
              + " raises the fence, verifies, writes the journal and rolls forward",
      outcome =
          "`status` answers, the others end with exit code 40 and say which process works; that"
              + " one ends well",
      sourceClosed = Fault.FOR_GOOD,
      rowsLost = Fault.RowsLost.NONE)
  void onlyTheFirstOneWorks() throws Exception {
    try (TestSource source = TestSource.create(TABLES)) {
      new Application(source);
      crossover = new TestEnvironment(folder, source, DATABASE);
      meetRivals(OF_RUN, "run");
      meetOtherSettings();
      Answered verified = crossover.run("verify");
      assertThat(verified.exitCode()).as(verified.text()).isZero();
      meetRivals(OF_CUTOVER, "cutover", "--execute");
      Answered status = crossover.run("status");
      assertThat(status.json().at("/phase").asText()).isEqualTo("SWITCHED");
      BothSides sides = new BothSides(source, DATABASE, TestSpanner.emulatorHost());
      assertThat(sides.assertEqual("album", "id", "title")).isEqualTo(50);
      assertThat(crossover.run("cleanup").exitCode()).isZero();
    }
  }

  private void meetOtherSettings() {
    crossover.with("schema", "indexes", "after-load");
    for (List<String> rival : RIVALS) {
      Answered refused = crossover.run(rival.toArray(String[]::new));
      assertThat(refused.exitCode()).as(refused.text()).isEqualTo(2);
      assertThat(refused.text()).contains("schema.indexes must be before-load, got after-load");
    }
    crossover.with("schema", "indexes", "before-load");
  }

  private void meetRivals(List<Place> places, String... words) throws Exception {
    try (HeldLauncher first = HeldLauncher.start(folder, words)) {
      for (Place place : places) {
        first.keepBusyAt(place);
        for (List<String> rival : RIVALS) {
          Answered refused = crossover.run(rival.toArray(String[]::new));
          assertThat(refused.exitCode()).as("%s: %s", place, refused.text()).isEqualTo(40);
          assertThat(refused.text())
              .contains("process " + first.pid() + " on ")
              .contains("already works on this migration");
        }
        assertThat(crossover.run("status").exitCode()).isZero();
      }
      first.release();
      assertThat(first.exitCode()).as(first.log()).isZero();
    }
  }
}
