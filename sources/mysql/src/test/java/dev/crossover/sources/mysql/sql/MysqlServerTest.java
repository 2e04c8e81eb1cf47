package dev.crossover.sources.mysql.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MysqlServerTest {
  @Test
  void tellsTheTwoServersApart() {
    assertThat(MysqlServer.parse("11.4.5-MariaDB-log").text())
        .isEqualTo("MariaDB 11.4.5-MariaDB-log");
    assertThat(MysqlServer.parse("8.4.3").text()).isEqualTo("MySQL 8.4.3");
  }

  @Test
  void comparesVersionsAsNumbers() {
    assertThat(MysqlServer.parse("10.11.8-MariaDB").isAtLeast(10, 9)).isTrue();
    assertThat(MysqlServer.parse("8.0.36-0ubuntu0.22.04.1").isAtLeast(8, 2)).isFalse();
  }

  @Test
  void asksEachServerForItsLogInTheWordsItKnows() {
    assertThat(MysqlServer.parse("10.11.8-MariaDB").logStatus()).isEqualTo("SHOW BINLOG STATUS");
    assertThat(MysqlServer.parse("8.0.36").logStatus()).isEqualTo("SHOW MASTER STATUS");
    assertThat(MysqlServer.parse("9.1.0").logStatus()).isEqualTo("SHOW BINARY LOG STATUS");
  }
}
