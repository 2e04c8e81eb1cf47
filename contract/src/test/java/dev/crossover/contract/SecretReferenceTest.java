package dev.crossover.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretReferenceTest {
  private static final SecretReference STORED =
      SecretReference.parse("secret-manager:projects/p/secrets/s/versions/latest");

  @Test
  void asksTheStoreForWhatIsInIt() {
    assertThat(STORED.resolve(Map.of(), version -> "secret of " + version))
        .isEqualTo("secret of projects/p/secrets/s/versions/latest");
  }

  @Test
  void asksNoStoreForWhatIsElsewhere() {
    assertThat(SecretReference.parse("env:PW").resolve(Map.of("PW", "x"), SecretStore.NONE))
        .isEqualTo("x");
  }

  @Test
  void saysWhereASecretMustBeOnAPlatformWithoutAStore() {
    assertThatThrownBy(() -> STORED.resolve(Map.of(), SecretStore.NONE))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "the secret projects/p/secrets/s/versions/latest is read on platform google-cloud only;"
                + " use env:NAME or file:PATH here");
  }
}
