package dev.crossover.sources.mysql.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.sources.mysql.MysqlTestSource;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MysqlClockIT {
  @Test
  void isAnInstantWhateverZoneTheServerIsIn() {
    try (MysqlTestSource source = MysqlTestSource.create("")) {
      Instant now = new MysqlClock(source.database()).now();

      assertThat(Duration.between(now, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    }
  }
}
