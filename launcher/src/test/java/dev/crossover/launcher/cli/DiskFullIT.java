package dev.crossover.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.ExitCode;
import dev.crossover.engine.faults.Fault;
import dev.crossover.launcher.cli.TestEnvironment.Answered;
import dev.crossover.platforms.local.Programs;
import dev.crossover.sources.postgresql.TestSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process that the system lets write no byte to any file, its log included. */
class DiskFullIT {
  private static final long PATIENCE_SECONDS = 240;

  @TempDir private Path folder;

  @Test
  @Fault(
      kind = Fault.Kind.DISK_FULL,
      fault = "no file can grow (`ulimit -f 0`): neither log nor report, as a real process",
      moment = "`verify`",
      outcome = "exit code 34 and what to do; with room it ends well")
  @Fault(
      kind = Fault.Kind.DISK_FULL,
      fault = "no file can grow (`ulimit -f 0`): neither log nor report, as a real process",
      moment = "`cutover --execute`",
      outcome =
          "exit code 34 and what to do, as the fence watch cannot start; un-fenced; with room the"
              + " next cutover succeeds",
      sourceClosed = Fault.UNTIL_SEEN)
  void saysSoAndGoesOnWithRoom() throws Exception {
    try (TestSource source =
        TestSource.create(
            """
            CREATE TABLE album (id int PRIMARY KEY, title text NOT NULL);
            ALTER TABLE album REPLICA IDENTITY FULL;
            INSERT INTO album SELECT n, 'album ' || n FROM generate_series(1, 50) n
            """)) {
      Application application = new Application(source);
      TestEnvironment crossover = new TestEnvironment(folder, source, "disk-full");
      try {
        stopsAndGoesOn(crossover, application);
      } finally {
        crossover.run("cleanup", "--abandon");
      }
    }
  }

  private void stopsAndGoesOn(TestEnvironment crossover, Application application) throws Exception {
    done(crossover, "run");

    Ended verify = withoutRoom("verify");
    assertThat(verify.exitCode()).as(verify.text()).isEqualTo(ExitCode.STORAGE_ERROR.number());
    assertThat(verify.text()).contains("make room or repair the disk");

    done(crossover, "verify");
    Ended cutover = withoutRoom("cutover", "--execute");
    assertThat(cutover.exitCode()).as(cutover.text()).isEqualTo(ExitCode.STORAGE_ERROR.number());
    assertThat(cutover.text())
        .contains("cannot start fence-watch, for nothing can be written to")
        .contains("make room or repair the disk", "The source is un-fenced");
    application.write("UPDATE album SET title = title || '.' WHERE id = 2");

    done(crossover, "cutover", "--execute");
    done(crossover, "cleanup");
  }

  private record Ended(int exitCode, String text) {}

  private static void done(TestEnvironment crossover, String... words) {
    Answered answered = crossover.run(words);
    assertThat(answered.exitCode()).as(answered.text()).isZero();
  }

  /** What the command says goes into a pipe, which is no file. */
  private Ended withoutRoom(String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--env", "test", "--tfvars", folder.toString()));
    List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 0; exec \"$@\"", "sh"));
    command.addAll(Programs.find().launcher(all));
    // The JVM keeps its own counters in a file, and does not begin without room for it.
    command.add(command.indexOf("-cp"), "-XX:-UsePerfData");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(text).isTrue();
    return new Ended(process.exitValue(), text);
  }
}
