package dev.crossover.sources.postgresql.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.sources.postgresql.TestSource;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PostgresqlClockIT {
  @Test
  void goesOnBetweenTwoLooks() {
    try (TestSource source = TestSource.create("")) {
      PostgresqlClock clock = new PostgresqlClock(source.database());
      Instant first = clock.now();
      // The server is on this machine, so it has this machine's time.
      assertThat(first).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
      assertThat(clock.now()).isAfter(first);
    }
  }
}
