package dev.crossover.sources.mysql.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.preflight.Finding.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DurableCommitsTest {
  private static List<Finding> look(String binlog, String innodb) {
    return new DurableCommits(null)
        .judge(
            new ServerVariables(
                Map.of("sync_binlog", binlog, "innodb_flush_log_at_trx_commit", innodb)));
  }

  @Test
  void passesWhereEveryCommitIsOnDisk() {
    assertThat(look("1", "1")).extracting(Finding::verdict).containsExactly(Verdict.PASS);
  }

  @Test
  void warnsOfEachSettingByWhichACrashUndoesWhatWasCaptured() {
    List<Finding> findings = look("1000", "2");

    assertThat(findings).extracting(Finding::verdict).containsOnly(Verdict.WARNING);
    assertThat(findings)
        .extracting(Finding::observed)
        .satisfiesExactly(
            log -> assertThat(log).startsWith("sync_binlog is 1000: a crash"),
            rows -> assertThat(rows).startsWith("innodb_flush_log_at_trx_commit is 2: a crash"));
    assertThat(findings)
        .extracting(Finding::hint)
        .satisfiesExactly(
            log -> assertThat(log).startsWith("SET GLOBAL sync_binlog = 1;"),
            rows -> assertThat(rows).startsWith("SET GLOBAL innodb_flush_log_at_trx_commit = 1;"));
  }
}
