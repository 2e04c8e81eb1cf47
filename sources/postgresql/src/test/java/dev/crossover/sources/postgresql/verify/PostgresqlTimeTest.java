package dev.crossover.sources.postgresql.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class PostgresqlTimeTest {
  @Test
  void yearsBeforeTheFirstAndBeyondTheFourthDigitAreRead() {
    assertThat(PostgresqlTime.date("0044-03-15 BC")).contains(LocalDate.of(-43, 3, 15));
    assertThat(PostgresqlTime.timestamp("12024-01-01 00:00:00.5+00"))
        .contains(Instant.parse("+12024-01-01T00:00:00.5Z"));
    assertThat(PostgresqlTime.timestamp("2024-01-01 00:00:00+05:30"))
        .contains(Instant.parse("2023-12-31T18:30:00Z"));
    assertThat(PostgresqlTime.timestamp("infinity")).isEmpty();
  }
}
