package dev.crossover.targets.spanner.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoogleSqlTest {
  @Test
  void writesTextsOnOneLine() {
    assertThat(GoogleSql.literal("a\n'b'\\;\u0007")).isEqualTo("'a\\x0a\\'b\\'\\\\;\\x07'");
  }
}
