package dev.crossover.engine.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What every source's form of a position does. */
public abstract class PositionTextContract {
  protected abstract PositionText positions();

  /** A position that the source can have, made of any two numbers. */
  protected abstract Position position(long major, long minor);

  @Property
  void losesNothing(@ForAll long major, @ForAll long minor) {
    Position position = position(major, minor);

    assertThat(positions().parse(positions().of(position))).isEqualTo(position);
  }

  @Test
  void refusesWhatIsNoPosition() {
    assertThatThrownBy(() -> positions().parse("nowhere"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nowhere");
  }
}
