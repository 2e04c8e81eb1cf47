package dev.crossover.sources.mysql.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.preflight.Finding.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinaryLogTest {
  private static final Map<String, String> GOOD =
      Map.of(
          "log_bin", "ON",
          "server_id", "7",
          "binlog_format", "ROW",
          "binlog_row_image", "FULL");

  private static List<Finding> look(Map<String, String> variables) {
    return new BinaryLog(null).judge(new ServerVariables(variables));
  }

  @Test
  void passesWhereWholeRowsAreLogged() {
    assertThat(look(GOOD)).extracting(Finding::verdict).containsExactly(Verdict.PASS);
  }

  @ParameterizedTest
  @CsvSource({
    "log_bin, OFF, log_bin is off",
    "server_id, 0, server_id is 0",
    "binlog_format, MIXED, binlog_format is MIXED",
    "binlog_row_image, MINIMAL, binlog_row_image is MINIMAL",
    "binlog_row_value_options, PARTIAL_JSON, binlog_row_value_options is PARTIAL_JSON",
    "binlog_order_commits, OFF, binlog_order_commits is OFF",
    "log_bin_compress, ON, log_bin_compress is ON",
    "binlog_transaction_compression, ON, binlog_transaction_compression is ON",
    "gtid_executed, 9e08f952-e62a-11f1-a42f-02fc00000001:1-5:nightly:1, gtid_executed has"
        + " identifiers"
  })
  void failsWithTheStatementThatPutsAVariableRight(String name, String value, String observed) {
    Map<String, String> variables = new HashMap<>(GOOD);
    variables.put(name, value);

    assertThat(look(variables))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
              assertThat(finding.observed()).startsWith(observed);
              assertThat(finding.hint()).contains(name);
            });
  }
}
