package dev.crossover.sources.mysql.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.preflight.Finding.Verdict;
import dev.crossover.sources.mysql.sql.MysqlGrants;
import java.util.List;
import org.junit.jupiter.api.Test;

class MysqlGrantsTest {
  private static MysqlGrants grants(String... lines) {
    return MysqlGrants.parse(List.of(lines));
  }

  @Test
  void readsWhatIsHeldForTheServerADatabaseAndATable() {
    MysqlGrants grants =
        grants(
            "GRANT REPLICATION SLAVE, PROCESS ON *.* TO `mover`@`%`",
            "GRANT XA_RECOVER_ADMIN,CONNECTION_ADMIN ON *.* TO `mover`@`%`",
            "GRANT SELECT, INSERT ON `shop`.* TO `mover`@`%`",
            "GRANT SELECT ON `hr`.`staff` TO `mover`@`%`",
            "GRANT SELECT (`id`, `name`) ON `audit`.`log` TO `mover`@`%`",
            "GRANT `reader`@`%` TO `mover`@`%`");

    assertThat(grants.everywhere("PROCESS")).isTrue();
    assertThat(grants.everywhere("SUPER", "CONNECTION_ADMIN")).isTrue();
    assertThat(grants.everywhere("SELECT")).isFalse();
    assertThat(grants.in("shop", "SELECT")).isTrue();
    assertThat(grants.in("shop", "DELETE")).isFalse();
    assertThat(grants.in("hr", "SELECT")).isFalse();
    assertThat(grants.in("audit", "SELECT")).isFalse();
  }

  @Test
  void readsAllPrivilegesAndPatternsOfDatabases() {
    assertThat(grants("GRANT ALL PRIVILEGES ON *.* TO `a`@`%` WITH GRANT OPTION").in("x", "SELECT"))
        .isTrue();
    MysqlGrants pattern = grants("GRANT SELECT ON `shop\\_%`.* TO `a`@`%`");
    assertThat(pattern.in("shop_eu", "SELECT")).isTrue();
    assertThat(pattern.in("shopXeu", "SELECT")).isFalse();
  }

  @Test
  void saysWhichGrantLetsTheUserReadADatabase() {
    assertThat(
            new ReadPrivileges(null, "mover", List.of("shop", "hr"))
                .judge(grants("GRANT SELECT ON `shop`.* TO `mover`@`%`")))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
              assertThat(finding.hint()).isEqualTo("GRANT SELECT ON `hr`.* TO mover;");
            });
  }

  @Test
  void saysEveryGrantThatCaptureAndFenceNeedInTheWordsOfTheServer() {
    CapturePrivileges check = new CapturePrivileges(null, "mover");
    MysqlGrants none = grants("GRANT USAGE ON *.* TO `mover`@`%`");

    assertThat(check.judge(true, none))
        .extracting(Finding::hint)
        .containsExactly(
            "GRANT REPLICATION SLAVE ON *.* TO mover;",
            "GRANT BINLOG MONITOR ON *.* TO mover;",
            "GRANT PROCESS ON *.* TO mover;",
            "GRANT EVENT ON *.* TO mover;",
            "GRANT CREATE USER ON *.* TO mover;",
            "GRANT CONNECTION ADMIN ON *.* TO mover;",
            "GRANT SELECT ON mysql.* TO mover;",
            "GRANT ALL ON crossover.* TO mover;");
    assertThat(check.judge(false, none))
        .extracting(Finding::hint)
        .contains(
            "GRANT REPLICATION CLIENT ON *.* TO mover;",
            "GRANT XA_RECOVER_ADMIN ON *.* TO mover;",
            "GRANT CONNECTION_ADMIN ON *.* TO mover;");
    assertThat(check.judge(true, grants("GRANT ALL PRIVILEGES ON *.* TO `mover`@`%`")))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.PASS);
  }
}
