package dev.crossover.sources.postgresql.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.PositionText;
import dev.crossover.engine.changes.PositionTextContract;
import org.junit.jupiter.api.Test;

class LsnTextTest extends PositionTextContract {
  @Override
  protected PositionText positions() {
    return LsnText.INSTANCE;
  }

  @Override
  protected Position position(long major, long minor) {
    return new Position(major, 0);
  }

  @Test
  void writesBothHalvesAsHexadecimalNumbers() {
    assertThat(positions().of(new Position(0x16B374D848L, 0))).isEqualTo("16/B374D848");
    assertThat(positions().of(new Position(-1, 0))).isEqualTo("FFFFFFFF/FFFFFFFF");
  }

  @Test
  void refusesHalvesOfMoreThan32Bits() {
    assertThatThrownBy(() -> positions().parse("1/100000000"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an LSN must be two 32-bit numbers, got 1/100000000");
  }
}
