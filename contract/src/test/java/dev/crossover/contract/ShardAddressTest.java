package dev.crossover.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShardAddressTest {
  private static final List<ShardAddress> SHARDS =
      List.of(
          new ShardAddress("eu", "jdbc:x://eu/?a=1&b=2", "u,1", SecretReference.parse("env:EU")),
          new ShardAddress("us", "jdbc:x://us/\"", "u", SecretReference.parse("file:/us")));

  @Test
  void goesIntoAParameterAndComesBack() {
    assertThat(ShardAddress.parse(ShardAddress.toText(SHARDS))).isEqualTo(SHARDS);
    assertThat(ShardAddress.toText(SHARDS))
        .startsWith(
            "[{\"name\":\"eu\",\"address\":\"jdbc:x://eu/?a=1&b=2\",\"user\":\"u,1\","
                + "\"password\":\"env:EU\"},");
    assertThat(ShardAddress.toText(List.of())).isEmpty();
    assertThat(ShardAddress.parse("")).isEmpty();
  }

  @Test
  void repeatsNothingThatMayBeAPassword() {
    assertThatThrownBy(() -> ShardAddress.parse("[{\"name\":\"eu\",\"password\":\"pasted\"}]"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("shards must be a list of name, address, user and password: ")
        .hasMessageNotContaining("pasted");
  }
}
