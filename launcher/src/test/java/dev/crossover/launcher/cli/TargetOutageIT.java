package dev.crossover.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.faults.Fault;
import dev.crossover.launcher.cli.HeldLauncher.Place;
import dev.crossover.launcher.cli.TestEnvironment.Answered;
import dev.crossover.platforms.local.SpannerEmulatorProcess;
import dev.crossover.sources.postgresql.TestSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target that stands still, is slow, dies and comes back empty while changes are applied. */
class TargetOutageIT {
  private static final String DATABASE = "target-outage";
  private static final int ROWS = 2000;

  /** How far live apply is behind is not what is asserted here. */
  private static final int PATIENT = 300;

  /** Less than the application waits, and more than twice what a verification takes. */
  private static final int DOWNTIME = 40;

  private static final String TABLES =
      """
      CREATE TABLE album (id int PRIMARY KEY, title text NOT NULL);
      CREATE TABLE track (id int PRIMARY KEY, album int NOT NULL REFERENCES album, name text);
      ALTER TABLE album REPLICA IDENTITY FULL;
      ALTER TABLE track REPLICA IDENTITY FULL;
      INSERT INTO album SELECT n, 'album ' || n FROM generate_series(1, 100) n;
      INSERT INTO track SELECT n, 1 + n % 100, 'track ' || n FROM generate_series(1, 2000) n;
      """;

  private static final Place COMPARING =
      new Place("dev.crossover.engine.verify.Verifier", "verifyAll");

  private static final Place CATCHING_UP =
      new Place("dev.crossover.launcher.cutover.CatchUp", "run");

  private static final List<List<String>> COMMANDS =
      List.of(List.of("run"), List.of("verify"), List.of("cutover", "--execute"), List.of("apply"));

  @TempDir private Path folder;
  private final int port = SpannerEmulatorProcess.freePort();
  private Process emulator;
  private TestSource source;
  private Application application;
  private TestEnvironment crossover;

  @BeforeEach
  void becomeReady() throws IOException {
    startEmulator();
    source = TestSource.create(TABLES);
    application = new Application(source);
    crossover =
        new TestEnvironment(folder, source, DATABASE, "postgres", SpannerEmulatorProcess.host(port))
            .with("cutover", "max_lag_seconds", PATIENT)
            .with("cutover", "max_downtime_seconds", DOWNTIME);
    assertReady();
  }

  @AfterEach
  void end() {
    crossover.run("cleanup", "--abandon");
    emulator.destroyForcibly().onExit().join();
    source.close();
  }

  private void startEmulator() throws IOException {
    emulator =
        new ProcessBuilder(SpannerEmulatorProcess.command(port))
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("emulator.log").toFile()))
            .start();
    assertThat(
            SpannerEmulatorProcess.awaitAnswer(
                SpannerEmulatorProcess.host(port), emulator::isAlive))
        .isTrue();
  }

  @Test
  @Fault(
      kind = Fault.Kind.TARGET,
      fault = "the target is slow: it stands still for a second, ten times",
      moment = "live apply; the application writes 200 rows a second",
      outcome = "live apply goes on",
      rowsLost = Fault.RowsLost.NONE)
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault = "SIGSTOP of the target, later SIGCONT",
      moment = "live apply and a `verify`; the application writes 200 rows a second",
      outcome =
          "`verify` says so and ends; when the target goes on, live apply does by itself, `run`"
              + " ends READY and `verify` passes",
      rowsLost = Fault.RowsLost.NONE)
  void isOutlasted() throws Exception {
    int written;
    try (Writer writer = new Writer(application, ROWS + 1)) {
      for (int pause = 0; pause < 10; pause++) {
        signal("STOP");
        writer.awaitMore(200);
        signal("CONT");
        writer.awaitMore(40);
      }
      assertReady();

      try (HeldLauncher verify = HeldLauncher.start(folder, "verify")) {
        verify.keepBusyAt(COMPARING);
        signal("STOP");
        verify.release();
        assertThat(verify.exitCode()).as(verify.log()).isIn(12, 31);
        assertThat(verify.log()).contains("Spanner has not answered for");
      } finally {
        signal("CONT");
      }
      written = writer.end();
    }
    assertReady();
    Answered verified = crossover.run("verify");
    assertThat(verified.exitCode()).as(verified.text()).isZero();
    assertEqual(written);
  }

  @Test
  @Fault(
      kind = Fault.Kind.LOST_STATE,
      fault = "the target is killed and comes back empty, as real processes",
      moment = "live apply and a `verify`; the application writes 200 rows a second",
      outcome =
          "`verify` ends; each command says that the data is gone and how to begin anew;"
              + " `cleanup --abandon` and `run` lead to READY",
      rowsLost = Fault.RowsLost.NONE)
  void isBegunAnewWhenItComesBackEmpty() throws Exception {
    int written;
    try (Writer writer = new Writer(application, ROWS + 1)) {
      try (HeldLauncher verify = HeldLauncher.start(folder, "verify")) {
        verify.keepBusyAt(COMPARING);
        emulator.destroyForcibly().onExit().join();
        startEmulator();
        verify.release();
        assertThat(verify.exitCode()).as(verify.log()).isIn(12, 31);
        assertThat(verify.log())
            .contains("cannot read from the target to verify it: Spanner says NOT_FOUND: ");
      }
      for (List<String> command : COMMANDS) {
        Answered refused = crossover.run(command.toArray(String[]::new));
        assertThat(refused.exitCode()).as(refused.text()).isEqualTo(10);
        assertThat(refused.text())
            .contains("the target's data is gone")
            .contains("crossover cleanup --abandon, then crossover run");
      }
      assertThat(crossover.run("status").json().at("/nextStep").asText())
          .contains("the target's data is gone");

      Answered abandoned = crossover.run("cleanup", "--abandon");
      assertThat(abandoned.exitCode()).as(abandoned.text()).isZero();
      assertReady();
      written = writer.end();
    }
    assertReady();
    assertEqual(written);
  }

  @Test
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault = "SIGSTOP of the target, later SIGCONT",
      moment = "the catch-up of a cutover, as real processes",
      outcome =
          "un-fenced while the target stands still; once it goes on, the same commands end"
              + " SWITCHED",
      sourceClosed = Fault.MAX_DOWNTIME,
      rowsLost = Fault.RowsLost.NONE)
  void givesTheSourceBackWhileItStandsStillInACutover() throws Exception {
    assertThat(crossover.run("verify").exitCode()).isZero();
    try (HeldLauncher cutover = HeldLauncher.start(folder, "cutover", "--execute")) {
      cutover.keepBusyAt(CATCHING_UP);
      signal("STOP");
      cutover.release();
      assertThatThrownBy(() -> application.write(track(1))).hasMessageContaining("not permitted");
      application.writeOnceOpen(track(1));
      signal("CONT");
      assertThat(cutover.exitCode()).as(cutover.log()).isNotZero();
      // Whoever comes first, the launcher or the watch over the fence.
      assertThat(cutover.log()).containsPattern("The source is un-fenced|un-fences the source");
    } finally {
      signal("CONT");
    }

    application.write(track(2));
    assertReady();
    Answered switched = crossover.run("cutover", "--execute");
    assertThat(switched.json().at("/phase").asText()).as(switched.text()).isEqualTo("SWITCHED");
    assertEqual(2);
  }

  private static String track(int number) {
    return "INSERT INTO track VALUES (%d, 1, 'new')".formatted(ROWS + number);
  }

  private void assertReady() {
    Answered ready = crossover.run("run");
    assertThat(ready.exitCode()).as(ready.text()).isZero();
    assertThat(ready.json().at("/phase").asText()).isEqualTo("READY");
  }

  private void assertEqual(int written) throws Exception {
    BothSides sides = new BothSides(source, DATABASE, SpannerEmulatorProcess.host(port));
    assertThat(sides.assertEqual("album", "id", "title")).isEqualTo(100);
    assertThat(sides.assertEqual("track", "id", "album", "name")).isEqualTo(ROWS + written);
  }

  private void signal(String name) throws Exception {
    TestEnvironment.signal(name, List.of(emulator.toHandle()));
  }
}
