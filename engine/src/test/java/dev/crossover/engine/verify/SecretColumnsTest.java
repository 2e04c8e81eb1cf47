package dev.crossover.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretColumnsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "PasswordHash",
        "user_passwd",
        "api_key",
        "apiKey",
        "access_token",
        "secret",
        "pin",
        "card_pin",
        "totp_secret",
        "credentials",
        "iban",
        "card_number"
      })
  void areNeverShown(String column) {
    assertThat(SecretColumns.isSecret(column)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "price", "shipping", "spinner", "key", "opinion", "passenger"})
  void othersAre(String column) {
    assertThat(SecretColumns.isSecret(column)).isFalse();
  }
}
