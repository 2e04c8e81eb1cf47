package dev.crossover.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void refusesToDiscardADeadLetterThatIsNotThere() throws IOException {
    assertThat(run("dead-letters", "discard", "x1", "--reason", "r", "--env", "test")).isEqualTo(2);
    assertThat(json().at("/error").asText()).startsWith("there is no dead letter x1");
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
