package dev.crossover.sources.mysql.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.preflight.Finding.Verdict;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinlogRetentionTest {
  private static Finding look(Map<String, String> variables) {
    return look(variables, Duration.ofHours(1));
  }

  private static Finding look(Map<String, String> variables, Duration planned) {
    return new BinlogRetention(null, () -> planned).judge(new ServerVariables(variables)).get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, PASS, kept until somebody purges it",
    "2592000, 0, PASS, kept for 30 days",
    "604800, 0, PASS, kept for 7 days",
    "345600, 0, WARNING, purged after 96 hours",
    "3600, 0, FAIL, purged after 1 hours",
    "0, 1.000000, FAIL, purged after 24 hours",
    "0, 10, PASS, kept for 10 days"
  })
  void measuresHowLongTheLogIsKept(String seconds, String days, Verdict verdict, String observed) {
    Finding finding = look(Map.of("binlog_expire_logs_seconds", seconds, "expire_logs_days", days));

    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.observed()).contains(observed);
  }

  @ParameterizedTest
  @CsvSource({
    "120, PASS, kept for 15 days",
    "121, WARNING, 360 hours; a stream that stands still longer is lost, and the bulk load alone"
        + " is estimated at 121 hours",
    "360, WARNING, estimated at 360 hours",
    "361, FAIL, estimated at 361 hours"
  })
  void holdsTheTimeAgainstWhatTheBulkLoadIsEstimatedAt(
      int hours, Verdict verdict, String observed) {
    Finding finding =
        look(
            Map.of("binlog_expire_logs_seconds", Long.toString(Duration.ofDays(15).toSeconds())),
            Duration.ofHours(hours));

    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.observed()).contains(observed);
    if (verdict != Verdict.PASS) {
      assertThat(finding.hint())
          .startsWith("SET GLOBAL binlog_expire_logs_seconds = %d;".formatted(hours * 3 * 3600));
    }
  }

  @Test
  void takesAServerThatDoesNotPurgeByItselfForOneThatKeepsItsLog() {
    assertThat(
            look(Map.of(
                    "binlog_expire_logs_seconds", "3600", "binlog_expire_logs_auto_purge", "OFF"))
                .verdict())
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void warnsOfALogThatIsPurgedByItsSize() {
    assertThat(look(Map.of("max_binlog_total_size", "1073741824")))
        .satisfies(
            finding -> {
              assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
              assertThat(finding.hint()).contains("SET GLOBAL max_binlog_total_size = 0");
            });
  }
}
