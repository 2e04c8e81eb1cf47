package dev.crossover.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.spanner.Statement;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of source and target, each asked in plain SQL, with nothing of Crossover between. */
record BothSides(TestSource source, String database, String emulator) {
  /**
   * Compares a table whole.
   *
   * @param columns that print alike on both sides; the first one is the key
   * @return how many rows there are
   */
  int assertEqual(String table, String... columns) throws Exception {
    List<String> here = ofSource(table, columns);
    assertThat(ofTarget(table, columns)).isEqualTo(here);
    return here.size();
  }

  private static String text(String type, String... columns) {
    List<String> texts = new ArrayList<>();
    for (String column : columns) {
      texts.add("coalesce(cast(" + column + " AS " + type + "), '-')");
    }
    return "concat(" + String.join(", '|', ", texts) + ")";
  }

  private List<String> ofSource(String table, String... columns) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection connection = source.database().connect();
        java.sql.Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT %s FROM %s ORDER BY %s"
                    .formatted(text("text", columns), table, columns[0]))) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  private List<String> ofTarget(String table, String... columns) {
    List<String> rows = new ArrayList<>();
    try (SpannerDatabase target =
            SpannerDatabase.open("test-project", "test-instance", database, Optional.of(emulator));
        com.google.cloud.spanner.ResultSet result =
            target
                .client()
                .singleUse()
                .executeQuery(
                    Statement.of(
                        "SELECT %s FROM %s ORDER BY %s"
                            .formatted(text("STRING", columns), table, columns[0])))) {
      while (result.next()) {
        rows.add(result.getString(0));
      }
    }
    return rows;
  }
}
