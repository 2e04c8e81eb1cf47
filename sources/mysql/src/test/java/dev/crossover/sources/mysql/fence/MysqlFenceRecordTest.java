package dev.crossover.sources.mysql.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.sources.mysql.fence.MysqlFenceRecord.Account;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MysqlFenceRecordTest {
  private static MysqlFenceRecord record(boolean keeps, Map<String, String> kept) {
    return new MysqlFenceRecord(
        "m", List.of(new Account("app", "%", false)), true, true, keeps, kept);
  }

  @Test
  void isSetForTheNextStartToo() {
    MysqlFenceRecord record = record(true, Map.of());

    assertThat(record.shutting()).contains("SET PERSIST event_scheduler = OFF");
    assertThat(record.closing()).containsExactly("SET PERSIST read_only = ON");
  }

  @Test
  void givesBackWhatTheServerWasToldToKeepBefore() {
    MysqlFenceRecord record = record(true, Map.of("event_scheduler", "OFF"));

    assertThat(MysqlFenceRecord.parse(record.toRecord()).opening())
        .containsExactly(
            "RESET PERSIST IF EXISTS read_only",
            "SET GLOBAL read_only = OFF",
            "SET PERSIST event_scheduler = 'OFF'",
            "SET GLOBAL event_scheduler = ON",
            "ALTER USER IF EXISTS 'app'@'%' ACCOUNT UNLOCK");
  }

  @Test
  void asksAServerThatKeepsNothingForNothingThatItDoesNotKnow() {
    MysqlFenceRecord record = record(false, Map.of());

    assertThat(record.shutting()).contains("SET GLOBAL event_scheduler = OFF");
    assertThat(record.closing()).containsExactly("SET GLOBAL read_only = ON");
    assertThat(record.opening())
        .startsWith("SET GLOBAL read_only = OFF", "SET GLOBAL event_scheduler = ON");
  }
}
