package dev.crossover.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleEndpointsTest {
  @Test
  void goesIntoAParameterAndComesBack() {
    String text = "pubsub=http://127.0.0.1:1,secret_manager=https://private.example";
    GoogleEndpoints endpoints = GoogleEndpoints.parse(text);

    assertThat(endpoints.secretManager()).contains("https://private.example");
    assertThat(endpoints.storage()).isEmpty();
    assertThat(endpoints.toText()).isEqualTo(text);
    assertThat(GoogleEndpoints.parse("")).isEqualTo(GoogleEndpoints.PUBLIC);
    assertThat(GoogleEndpoints.PUBLIC.toText()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"spanner=http://127.0.0.1:1", "storage", "=", ","})
  void isNothingElse(String text) {
    assertThatThrownBy(() -> GoogleEndpoints.parse(text))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "endpoints must be SERVICE=ADDRESS, separated by commas, with the keys of"
                + " google_cloud.endpoints, got "
                + text);
  }
}
