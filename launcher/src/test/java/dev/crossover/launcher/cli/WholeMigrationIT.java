package dev.crossover.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossover.launcher.cli.TestEnvironment.Answered;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WholeMigrationIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void goesFromPreflightToCleanUp(MovedSource kind) {
    try (MovedSource.Opened source = kind.open()) {
      // The databases of both servers begin to count at the same number.
      String target =
          "whole-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + source.name();
      TestEnvironment crossover = new TestEnvironment(folder, source, target);

      answer(crossover, 0, "preflight");
      assertThat(answer(crossover, 0, "plan").at("/tables/1/name").asText())
          .isEqualTo(source.schema() + ".track");
      assertThat(answer(crossover, 0, "status").at("/phase").asText()).isEqualTo("PLANNED");
      assertThat(answer(crossover, 10, "bulk").at("/error").asText())
          .contains("the migration has not begun");
      assertThat(answer(crossover, 10, "cutover", "--execute").at("/error").asText())
          .contains("the migration has not begun");

      assertThat(answer(crossover, 0, "schema").at("/schema/tables").asInt()).isEqualTo(2);
      assertThat(answer(crossover, 0, "capture").at("/phase").asText()).isEqualTo("CAPTURING");
      source.execute("UPDATE album SET price = 7 WHERE id = 1;\nDELETE FROM track WHERE id = 5000");
      assertThat(answer(crossover, 10, "apply").at("/error").asText()).contains("must be APPLYING");
      assertThat(answer(crossover, 0, "bulk").at("/phase").asText()).isEqualTo("APPLYING");
      source.execute(
          "INSERT INTO track (album, name) VALUES (2, 'new');\nDELETE FROM track WHERE id = 1");
      assertThat(answer(crossover, 0, "run").at("/phase").asText()).isEqualTo("READY");
      assertThat(answer(crossover, 0, "run").at("/phase").asText()).isEqualTo("READY");

      JsonNode verified = answer(crossover, 0, "verify");
      assertThat(verified.at("/verdict").asText()).isEqualTo("PASS");
      assertThat(verified.at("/tables/1/targetRows").asLong()).isEqualTo(4999);
      assertThat(answer(crossover, 10, "cleanup").at("/error").asText())
          .contains("must be SWITCHED");
      JsonNode plan = answer(crossover, 0, "cutover", "--dry-run");
      assertThat(plan.at("/gates"))
          .allSatisfy(gate -> assertThat(gate.at("/met").asBoolean()).isTrue());
      assertThat(answer(crossover, 0, "status").at("/phase").asText()).isEqualTo("READY");

      JsonNode cutover = answer(crossover, 0, "cutover", "--execute");
      assertThat(cutover.at("/phase").asText()).isEqualTo("SWITCHED");
      assertThat(cutover.at("/catchUp").asText()).isEqualTo("PROOF");
      assertThat(cutover.at("/verdict").asText()).isEqualTo("PASS");
      assertThat(answer(crossover, 10, "bulk").at("/error").asText()).contains("SWITCHED");

      assertThat(openToOthers(folder.resolve("work"))).isEmpty();
      answer(crossover, 0, "cleanup", "--dry-run");
      assertThat(answer(crossover, 0, "cleanup").at("/phase").asText()).isEqualTo("COMPLETED");
      assertThat(answer(crossover, 0, "cleanup").at("/phase").asText()).isEqualTo("COMPLETED");
      assertThat(answer(crossover, 0, "status").at("/phase").asText()).isEqualTo("COMPLETED");
      assertThat(Files.exists(folder.resolve("work/stream.json"))).isFalse();
    }
  }

  /** What somebody else on this machine could read; rows, logs and dead letters are in there. */
  private static List<String> openToOthers(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> all = files.toList();
      assertThat(all).hasSizeGreaterThan(20);
      return all.stream().map(WholeMigrationIT::mode).filter(m -> !m.endsWith("------")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String mode(Path file) {
    try {
      return file + " " + PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode answer(TestEnvironment crossover, int exitCode, String... words) {
    Answered answered = crossover.run(words);
    assertThat(answered.exitCode()).as(answered.text()).isEqualTo(exitCode);
    return answered.json();
  }
}
