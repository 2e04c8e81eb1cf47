package dev.crossover.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossover.engine.faults.Fault;
import dev.crossover.platforms.local.ChildProcess;
import dev.crossover.platforms.local.Programs;
import dev.crossover.platforms.local.SpannerEmulatorProcess;
import dev.crossover.sources.postgresql.TestSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The target is killed while a cutover keeps the source closed; all processes are real. */
class DeadTargetInFenceIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private static final String TABLES =
      """
      CREATE TABLE album (id int PRIMARY KEY, title text NOT NULL);
      ALTER TABLE album REPLICA IDENTITY FULL;
      INSERT INTO album SELECT n, 'album ' || n FROM generate_series(1, 50) n
      """;

  @TempDir private Path folder;
  private TestSource source;
  private Connection writer;

  @BeforeEach
  void createSource() throws SQLException {
    source = TestSource.create(TABLES);
    source.execute(
        "CREATE ROLE %1$s LOGIN PASSWORD 'x'; GRANT ALL ON album TO %1$s"
            .formatted(TestEnvironment.role(source)));
    writer = source.database().connect();
  }

  /** Supervisors first, or they start again what is ended after them. */
  @AfterEach
  void endWhatOutlivesItsLauncher() throws SQLException {
    for (String job : List.of("capture", "apply-changes")) {
      child(job + ChildProcess.SUPERVISOR).stop(Duration.ofSeconds(5));
      child(job).stop(Duration.ofSeconds(5));
    }
    for (String process : List.of("fence-watch", "bulk-load", "spanner-emulator")) {
      child(process).stop(Duration.ofSeconds(5));
    }
    writer.close();
    source.close();
  }

  @Test
  @Fault(
      kind = Fault.Kind.TARGET,
      fault = "kill -9 of the target, on a real database",
      moment = "the drain of a cutover",
      outcome = "exit code 31 with what the target said; un-fenced",
      sourceClosed = Fault.UNTIL_SEEN)
  void theCutoverGivesTheSourceBackAndSaysThatTheTargetFailed() throws Exception {
    try (SpannerEmulatorProcess emulator = emulator()) {
      reachReady(emulator.host());
      Process cutover = cutOverUntilTheDrain();

      emulator.close();
      writer.rollback();

      assertThat(cutover.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).as(log()).isTrue();
      assertThat(cutover.exitValue()).as(log()).isEqualTo(31);
      assertThat(log()).contains("Spanner").contains("The source is un-fenced");
      writeAsApplication();
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of the launcher and of the target, on a real database",
      moment = "the drain of a cutover",
      outcome = "the fence watch un-fences without the target",
      sourceClosed = Fault.UNTIL_SEEN)
  void theWatchGivesTheSourceBackWithoutTheTarget() throws Exception {
    try (SpannerEmulatorProcess emulator = emulator()) {
      reachReady(emulator.host());
      Process cutover = cutOverUntilTheDrain();
      await(() -> Files.readString(child("fence-watch").log()).contains("watch=on"));

      cutover.destroyForcibly().waitFor();
      emulator.close();

      await(() -> !isFenced());
      writeAsApplication();
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of launcher, fence watch and target, as in a reboot, on a real database",
      moment = "the drain of a cutover",
      outcome = "the next command, here `status`, un-fences",
      sourceClosed = "until a command is given")
  void theNextCommandGivesTheSourceBackOfATargetThatIsGone() throws Exception {
    reachReady("auto");
    Process cutover = cutOverUntilTheDrain();

    kill("fence-watch");
    cutover.destroyForcibly().waitFor();
    kill("fence-watch");
    kill("spanner-emulator");
    assertThatThrownBy(this::writeAsApplication).hasMessageContaining("not permitted");

    Process status = start("status");
    assertThat(status.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).as(log()).isTrue();

    assertThat(isFenced()).as(log()).isFalse();
    assertThat(log()).contains("opened the source").doesNotContain("not known");
    writeAsApplication();
  }

  private SpannerEmulatorProcess emulator() {
    return SpannerEmulatorProcess.start(folder.resolve("emulator.log"));
  }

  private void reachReady(String emulator) throws Exception {
    new TestEnvironment(folder, source, "dead-in-fence", "postgres", emulator);
    Path file = folder.resolve("test.tfvars.json");
    ObjectNode settings = (ObjectNode) new ObjectMapper().readTree(file.toFile());
    settings.putObject("cutover").put("drain_timeout_seconds", 250);
    Files.writeString(file, settings.toString());
    for (String command : List.of("run", "verify")) {
      Process process = start(command);
      assertThat(process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).as(log()).isTrue();
      assertThat(process.exitValue()).as(log()).isZero();
    }
  }

  /** The drain waits for a transaction that only the test ends. */
  private Process cutOverUntilTheDrain() throws Exception {
    writer.setAutoCommit(false);
    try (Statement statement = writer.createStatement()) {
      statement.execute("UPDATE album SET title = 'unfinished' WHERE id = 1");
    }
    Process cutover = start("cutover", "--execute");
    await(() -> isFenced() || !cutover.isAlive());
    assertThat(cutover.isAlive()).as(log()).isTrue();
    return cutover;
  }

  private Process start(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(words));
    command.addAll(List.of("--env", "test", "--tfvars", folder.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(Programs.find().launcher(command))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("launcher.out").toFile());
    builder.environment().remove("SPANNER_EMULATOR_HOST");
    return builder.start();
  }

  private ChildProcess child(String name) {
    return new ChildProcess(folder.resolve("work"), name);
  }

  private void kill(String name) {
    child(name)
        .pid()
        .ifPresent(
            pid ->
                ProcessHandle.of(pid)
                    .ifPresent(
                        process -> {
                          process.destroyForcibly();
                          process.onExit().join();
                        }));
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("launcher.out"));
  }

  @FunctionalInterface
  private interface Question {
    boolean ask() throws IOException, SQLException;
  }

  private void await(Question question) throws IOException, SQLException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (!question.ask()) {
      assertThat(System.nanoTime()).as(log()).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private boolean isFenced() throws SQLException {
    try (Connection connection = source.database().connect();
        Statement statement = connection.createStatement();
        ResultSet roles =
            statement.executeQuery(
                "SELECT NOT rolcanlogin FROM pg_roles WHERE rolname = '%s'"
                    .formatted(TestEnvironment.role(source)))) {
      roles.next();
      return roles.getBoolean(1);
    }
  }

  private void writeAsApplication() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + source.port() + "/" + source.name(),
                TestEnvironment.role(source),
                "x");
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE album SET title = title || '.' WHERE id = 2");
    }
  }
}
