package dev.crossover.launcher.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossover.contract.BucketLayout;
import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.deadletters.Undelivered;
import dev.crossover.platforms.local.DirectoryBucket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CrossoverTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine crossover =
      Crossover.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

  @TempDir private Path folder;

  @BeforeEach
  void anEnvironment() throws IOException {
    Files.writeString(
        folder.resolve("test.tfvars.json"),
        """
        {"platform": "local", "route": "postgresql-to-spanner", "work_directory": "%s",
         "source": {"host": "127.0.0.1", "port": 1, "database": "d", "user": "u",
                    "password": "env:NOT_SET_ANYWHERE"},
         "target": {"project": "p-project", "instance": "i-instance", "database": "database",
                    "emulator": "127.0.0.1:1"}}
        """
            .formatted(folder.resolve("work")));
  }

  @Test
  void aMissingOptionIsAUsageError() {
    assertThat(crossover.execute("preflight")).isEqualTo(2);
    assertThat(err.toString()).contains("Missing required option: '--env=ENV'");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aUsageErrorIsJsonToo() throws IOException {
    assertThat(crossover.execute("preflight", "--json")).isEqualTo(2);
    assertThat(json().at("/exitCode").asInt()).isEqualTo(2);
    assertThat(json().at("/error").asText()).contains("--env");
  }

  @Test
  void wrongSettingsAreAUsageErrorWithOneAnswer() throws IOException {
    assertThat(run("preflight", "--env", "none")).isEqualTo(2);
    assertThat(json().at("/command").asText()).isEqualTo("preflight");
    assertThat(json().at("/environment").asText()).isEqualTo("none");
    assertThat(json().at("/error").asText()).contains("none.tfvars.json");
  }

  @Test
  void theLogIsNotOnTheTerminalUnlessAskedFor() {
    assertThat(onTerminal("status", "--env", "none")).isEmpty();
    assertThat(onTerminal("preflight", "--env", "test")).isEmpty();
    assertThat(onTerminal("status", "--env", "none", "--debug")).contains("level=INFO");
  }

  /** What is printed besides the answer. */
  private String onTerminal(String... words) {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, UTF_8));
    try {
      assertThat(run(words)).isEqualTo(2);
    } finally {
      System.setErr(before);
    }
    return printed.toString(UTF_8);
  }

  @Test
  void anExpectedErrorIsOneLineWithItsLog() {
    assertThat(crossover.execute("preflight", "--tfvars", folder.toString(), "--env", "test"))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("crossover: the environment variable NOT_SET_ANYWHERE is not set")
        .contains("launcher.log")
        .doesNotContain("\tat ");
  }

  @Test
  void theLogFileHasTheStackTrace() throws IOException {
    run("preflight", "--env", "test");

    assertThat(folder.resolve("work/logs/launcher.log"))
        .content()
        .contains("command=\"preflight\" exit=2", "\tat dev.crossover.");
  }

  @Test
  void listsNoDeadLettersInANewEnvironment() throws IOException {
    assertThat(run("dead-letters", "list", "--env", "test")).isZero();
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            {
              "command" : "dead-letters list",
              "environment" : "test",
              "exitCode" : 0,
              "exit" : "done",
              "open" : 0,
              "deadLetters" : [ ]
            }
            """);
  }

  @Test
  void aDeadLetterAboveTwentyMegabytesIsListedShownWrittenAndDiscarded() throws IOException {
    byte[] record = "x".repeat(25_000_000).getBytes(StandardCharsets.UTF_8);
    String id = DeadLetter.idOf("bulk/public.note/0", 7);
    new DeadLetters(
            new DirectoryBucket(folder.resolve("work").resolve("bucket")),
            BucketLayout.DEAD_LETTERS_FOLDER,
            Clock.systemUTC())
        .replaceAll(
            Map.of(
                "bulk/public.note/0",
                List.of(
                    new Undelivered(
                        DeadLetter.Origin.BULK_LOAD,
                        "bulk/public.note/0",
                        7,
                        Optional.of("public.note"),
                        () -> record,
                        "cannot store it",
                        Optional.empty(),
                        1))));
    Path file = folder.resolve("record");

    assertThat(run("dead-letters", "list", "--env", "test")).isZero();
    assertThat(json().at("/deadLetters/0/id").asText()).isEqualTo(id);
    out.getBuffer().setLength(0);
    assertThat(run("dead-letters", "show", id, "--env", "test")).isZero();
    assertThat(json().at("/raw").asText())
        .startsWith("xxx")
        .endsWith("(16384 of 25000000 bytes; --raw FILE writes them all)");
    assertThat(run("dead-letters", "show", id, "--raw", file.toString(), "--env", "test")).isZero();
    assertThat(Files.readAllBytes(file)).isEqualTo(record);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(run("dead-letters", "show", id, "--raw", file.toString(), "--env", "test"))
        .isEqualTo(2);
    assertThat(run("dead-letters", "discard", "--reason", "r", "--env", "test")).isEqualTo(2);
    assertThat(discardAllOf("public.absent")).isEqualTo(2);
    assertThat(discardAllOf("public.note")).isZero();
    out.getBuffer().setLength(0);
    assertThat(run("dead-letters", "list", "--env", "test")).isZero();
    assertThat(json().at("/open").asInt()).isZero();
  }

  @Test
  void refusesToDiscardADeadLetterThatIsNotThere() throws IOException {
    assertThat(run("dead-letters", "discard", "x1", "--reason", "r", "--env", "test")).isEqualTo(2);
    assertThat(json().at("/error").asText()).startsWith("there is no dead letter x1");
  }

  private int discardAllOf(String table) {
    return run("dead-letters", "discard", "--table", table, "--reason", "r", "--env", "test");
  }

  private int run(String... words) {
    String[] all = new String[words.length + 3];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--json";
    all[words.length + 1] = "--tfvars";
    all[words.length + 2] = folder.toString();
    return crossover.execute(all);
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toString());
  }
}
