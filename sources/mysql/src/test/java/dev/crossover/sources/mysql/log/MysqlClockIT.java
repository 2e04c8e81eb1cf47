package dev.crossover.sources.mysql.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.ServerKind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

@OnEveryServer
class MysqlClockIT {
  @Parameter private ServerKind server;

  @Test
  void isAnInstantWhateverZoneTheServerIsIn() {
    try (MysqlTestSource source = MysqlTestSource.create(server, "")) {
      Instant now = new MysqlClock(source.database()).now();

      assertThat(Duration.between(now, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    }
  }
}
