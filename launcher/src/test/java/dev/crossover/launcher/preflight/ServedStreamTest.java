package dev.crossover.launcher.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.SourceType;
import dev.crossover.sources.postgresql.log.PostgresqlChangeMetadata;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServedStreamTest {
  private static TargetColumn column(String name, String type, boolean generated) {
    PortableType text = PortableType.text(0);
    return new TargetColumn(name, new SourceType(type, type, text), name, text, true, generated);
  }

  private static TargetTable table(TargetColumn... columns) {
    return new TargetTable(
        new TableName("public", "place"),
        "place",
        List.of(columns),
        List.of("id"),
        List.of("id"),
        List.of(),
        Optional.empty(),
        0,
        1);
  }

  private static List<Finding> findings(List<TargetTable> tables) {
    return new ServedStream(() -> new TargetSchema(tables), new PostgresqlChangeMetadata()).look();
  }

  @Test
  void refusesMoreTablesThanAStreamCarries() {
    TargetTable table = table(column("id", "int8", false));

    assertThat(findings(Collections.nCopies(10_000, table)).get(0).observed())
        .isEqualTo("Datastream carries every column of 10,000 tables");
    assertThat(findings(Collections.nCopies(10_001, table)))
        .extracting(Finding::verdict, Finding::observed)
        .contains(
            tuple(
                Finding.Verdict.FAIL,
                "a stream of Datastream carries 10,000 tables at most, got 10,001"));
  }

  @Test
  void refusesColumnsThatWouldNeverArrive() {
    TargetTable table =
        table(
            column("id", "int8", false),
            column("at", "point", false),
            column("open", "tsrange", false),
            column("around", "box", true));

    Finding finding = findings(List.of(table)).get(0);
    assertThat(finding.verdict()).isEqualTo(Finding.Verdict.FAIL);
    assertThat(finding.observed())
        .isEqualTo(
            "Datastream leaves 2 columns out of what it tells: public.place.at (point),"
                + " public.place.open (tsrange)");
  }

  @Test
  void tellsWhatDatastreamDoesNotTell() {
    assertThat(findings(List.of(table(column("id", "int8", false)))))
        .extracting(Finding::verdict)
        .containsExactly(Finding.Verdict.PASS, Finding.Verdict.WARNING, Finding.Verdict.WARNING);
  }
}
