package dev.crossover.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import dev.crossover.launcher.cli.TestEnvironment.Answered;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the dead letter of a TRUNCATE says to do, done as it says. */
class TruncatedTableIT {
  private static final String DATABASE = "truncated-table";
  private static final String TABLES =
      """
      CREATE TABLE album (id int PRIMARY KEY, title text);
      CREATE TABLE track (id int PRIMARY KEY, album int REFERENCES album, name text);
      ALTER TABLE album REPLICA IDENTITY FULL;
      ALTER TABLE track REPLICA IDENTITY FULL;
      INSERT INTO album SELECT n, 'album ' || n FROM generate_series(1, 20) n;
      INSERT INTO track SELECT n, 1 + n % 20, 'track ' || n FROM generate_series(1, 300) n;
      """;

  @TempDir private Path folder;

  @Test
  void itsHintLeadsToATargetThatIsEqualAgain() {
    try (TestSource source = TestSource.create(TABLES)) {
      source.execute(
          "CREATE ROLE %1$s LOGIN PASSWORD 'x'; GRANT ALL ON ALL TABLES IN SCHEMA public TO %1$s"
              .formatted(TestEnvironment.role(source)));
      TestEnvironment crossover = new TestEnvironment(folder, source, DATABASE);
      answer(crossover, 0, "run");

      source.execute(
          "UPDATE track SET name = 'touched' WHERE id = 7; TRUNCATE track;"
              + "INSERT INTO track VALUES (7, 2, 'new'), (400, 3, 'newer')");
      answer(crossover, 0, "run");
      JsonNode letters = answer(crossover, 0, "dead-letters", "list").at("/deadLetters");
      assertThat(letters).hasSize(1);
      assertThat(letters.at("/0/reason").asText())
          .startsWith("TRUNCATE names no row")
          .contains("delete all rows of the target table, update every row that the source has");

      deleteAllRows("track");
      source.execute("UPDATE track SET name = name");
      answer(
          crossover,
          0,
          "dead-letters",
          "discard",
          letters.at("/0/id").asText(),
          "--reason",
          "as its hint says");
      answer(crossover, 0, "run");

      JsonNode verified = answer(crossover, 0, "verify");
      assertThat(verified.at("/verdict").asText()).isEqualTo("PASS");
      assertThat(verified.at("/tables/1/targetRows").asLong()).isEqualTo(2);
      answer(crossover, 0, "cleanup", "--abandon");
    }
  }

  private static void deleteAllRows(String table) {
    try (SpannerDatabase target =
        SpannerDatabase.open(
            "test-project", "test-instance", DATABASE, Optional.of(TestSpanner.emulatorHost()))) {
      target.client().write(List.of(Mutation.delete(table, KeySet.all())));
    }
  }

  private static JsonNode answer(TestEnvironment crossover, int exitCode, String... words) {
    Answered answered = crossover.run(words);
    assertThat(answered.exitCode()).as(answered.text()).isEqualTo(exitCode);
    return answered.json();
  }
}
