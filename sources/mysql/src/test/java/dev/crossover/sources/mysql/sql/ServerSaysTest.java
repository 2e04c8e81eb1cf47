package dev.crossover.sources.mysql.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ServerSaysTest {
  @Test
  void namesWhatHoldsALockForTooLong() {
    assertThat(ServerSays.of(new SQLException("Lock wait timeout exceeded", "HY000", 1205)))
        .startsWith("Lock wait timeout exceeded (another session holds a lock, such as LOCK TABLES")
        .contains("SHOW PROCESSLIST");
    assertThat(ServerSays.of(new SQLException("Unknown table", "42S02", 1146)))
        .isEqualTo("Unknown table");
  }
}
