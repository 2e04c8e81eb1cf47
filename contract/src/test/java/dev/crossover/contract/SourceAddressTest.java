package dev.crossover.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceAddressTest {
  @Test
  void saysPostgresqlsWords() {
    assertThat(SourceAddress.postgresql("h", 5432, "shop", "verify-full"))
        .isEqualTo("jdbc:postgresql://h:5432/shop?sslmode=verify-full");
  }

  @ParameterizedTest
  @CsvSource({
    "disable, ?sslMode=disable&allowPublicKeyRetrieval=true",
    "prefer, ''",
    "require, ?sslMode=trust",
    "verify-ca, ?sslMode=verify-ca",
    "verify-full, ?sslMode=verify-full",
  })
  void saysMysqlsWords(String sslMode, String options) {
    assertThat(SourceAddress.mysql("h", 3306, "shop", sslMode))
        .isEqualTo("jdbc:mariadb://h:3306/shop" + options);
  }
}
