package dev.crossover.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MigrationReportTest {
  @Test
  void readsAsATableAndAFewLines() {
    MigrationReport report =
        new MigrationReport(
            "demo",
            "SWITCHED",
            "PASS",
            "proof",
            0,
            3,
            OptionalLong.of(1234),
            List.of(
                new MigrationReport.Table("public.track", 3503, 3503, 12, "PASS"),
                new MigrationReport.Table("public.genre", 25, 25, 0, "PASS")),
            Map.of("BULK_LOADING", 65_000L),
            Map.of("logs", "work/logs"),
            List.of("the template keeps no ledger"));

    assertThat(report.text())
        .isEqualToNormalizingNewlines(
            """
            table         source rows  target rows  events  verdict
            public.track        3,503        3,503      12  PASS
            public.genre           25           25       0  PASS

            BULK_LOADING             1m 05s

            phase                    SWITCHED
            verdict                  PASS
            caught up by             proof
            dead letters             0
            rows in doubt            3
            downtime                 1.2 s, from fence to journal
            logs                     work/logs
            limit                    the template keeps no ledger\
            """);
  }
}
