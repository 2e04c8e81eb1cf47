package dev.crossover.sources.mysql.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.PositionText;
import dev.crossover.engine.changes.PositionTextContract;
import org.junit.jupiter.api.Test;

class BinlogTextTest extends PositionTextContract {
  @Override
  protected PositionText positions() {
    return BinlogText.INSTANCE;
  }

  @Override
  protected Position position(long major, long minor) {
    return new Position(major, minor);
  }

  @Test
  void writesTheFilesNumberAndTheOffset() {
    assertThat(positions().of(new Position(12, 345))).isEqualTo("12:345");
  }
}
