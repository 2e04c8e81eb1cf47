package dev.crossover.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.verify.ColumnDifference;
import dev.crossover.engine.verify.Mismatch;
import dev.crossover.engine.verify.TableVerification;
import dev.crossover.engine.verify.Verdict;
import dev.crossover.engine.verify.VerificationReport;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerificationTextTest {
  private static final Instant NOON = Instant.parse("2024-01-31T12:00:00Z");

  private static String text(Verdict verdict, List<Mismatch> details) {
    return text(verdict, details.size(), details);
  }

  private static String text(Verdict verdict, int found, List<Mismatch> details) {
    TableVerification table =
        new TableVerification(
            "shop.sale",
            "sale",
            verdict,
            found == 0 ? "" : found + " rows differ",
            1_100,
            900,
            1_100,
            found,
            0,
            3,
            NOON,
            NOON,
            details);
    return VerificationText.of(
        new VerificationReport(
            VerificationReport.Scope.ALL,
            verdict,
            found == 0 ? "" : "shop.sale: " + found + " rows differ",
            NOON,
            NOON,
            NOON,
            1_100,
            found,
            550.4,
            0.1,
            List.of(table)),
        "/srv/bucket/verification.json");
  }

  private static Mismatch differs(String key, String column, String source, String target) {
    return new Mismatch(
        Mismatch.Kind.DIFFERS,
        List.of(key, "7"),
        List.of(new ColumnDifference(column, source, target)));
  }

  @Test
  void showsKeyColumnAndBothValuesOfWhatDiffersAndWhereTheReportIs() {
    assertThat(
            text(
                Verdict.MISMATCH,
                List.of(
                    differs("1234567890123456100", "name", "Ann", "Anne\n"),
                    new Mismatch(Mismatch.Kind.MISSING_ON_TARGET, List.of("2", "7"), List.of()),
                    new Mismatch(Mismatch.Kind.EXTRA_ON_TARGET, List.of("3", "7"), List.of()))))
        .isEqualTo(
            """
            table      source rows  target rows  differ  rechecked  verdict
            shop.sale        1,100          900       3          3  MISMATCH

            MISMATCH: 1,100 rows compared, 3 differ, 550 rows/s
            shop.sale: 3 rows differ

            table      key                       column  source  target
            shop.sale  (1234567890123456100, 7)  name    Ann     Anne\u00b7
            shop.sale  (2, 7)                            a row   no row
            shop.sale  (3, 7)                            no row  a row

            report: /srv/bucket/verification.json\
            """);
  }

  @Test
  void aPassShowsItsTablesAndItsReport() {
    assertThat(text(Verdict.PASS, List.of()))
        .contains("PASS: 1,100 rows compared, 0 differ, 550 rows/s")
        .endsWith("report: /srv/bucket/verification.json")
        .doesNotContain("column");
  }

  @Test
  void showsNoMoreThanAPersonReads() {
    String text =
        text(
            Verdict.MISMATCH,
            Collections.nCopies(25, differs("1", "note", "x".repeat(100), "NULL")));

    assertThat(text).contains("x".repeat(37) + "...  NULL").contains("5 more in the report\n");
    assertThat(text.lines().filter(line -> line.contains("xxx"))).hasSize(20);
  }

  @Test
  void saysHowManyDifferencesTheReportKeeps() {
    List<Mismatch> kept = Collections.nCopies(25, differs("1", "note", "Ann", "Anne"));

    assertThat(text(Verdict.MISMATCH, 200, kept))
        .contains("5 more in the report, which keeps 25 of the 200 rows that differ");
  }
}
