package dev.crossover.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.spanner.Statement;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of source and target, each asked in plain SQL, with nothing of Crossover between. */
record BothSides(MovedSource.Opened source, String database, String emulator) {
  BothSides(TestSource source, String database, String emulator) {
    this(MovedSource.of(source), database, emulator);
  }

  /**
   * Compares a table whole.
   *
   * @param columns that print alike on both sides; the first one is the key
   * @return how many rows there are
   */
  int assertEqual(String table, String... columns) {
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

  private List<String> ofSource(String table, String... columns) {
    return source.texts(
        "SELECT %s FROM %s ORDER BY %s"
            .formatted(text(source.kind().words("text", "char"), columns), table, columns[0]));
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
