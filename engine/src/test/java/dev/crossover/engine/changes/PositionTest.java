package dev.crossover.engine.changes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class PositionTest extends PositionTextContract {
  @Override
  protected PositionText positions() {
    return PositionText.PLAIN;
  }

  @Override
  protected Position position(long major, long minor) {
    return new Position(major, minor);
  }

  @Test
  void isTwoUnsignedNumbers() {
    assertThat(new Position(12, -1)).hasToString("12.18446744073709551615");
  }

  @Test
  void isOrderedByUnsignedNumbers() {
    assertThat(new Position(-1, 0)).isGreaterThan(new Position(1, 5));
    assertThat(new Position(1, -1)).isGreaterThan(new Position(1, 5));
  }

  @Test
  void isItsTextInJson() throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();

    assertThat(json.writeValueAsString(new Position(12, 345))).isEqualTo("\"12.345\"");
    assertThat(json.readValue("\"12.345\"", Position.class)).isEqualTo(new Position(12, 345));
  }
}
