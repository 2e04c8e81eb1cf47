package dev.crossover.engine.changes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangeVersionTest {
  private static final ChangePosition HERE =
      new ChangePosition(new Position(7, 70), new Position(7, 70));

  private static final ChangePosition NEXT =
      new ChangePosition(new Position(7, 71), new Position(7, 71));

  private static ChangeVersion row(ChangePosition position, long index, String file) {
    return new ChangeVersion(position, false, index, file);
  }

  private static ChangeVersion absence(ChangePosition position, long index, String file) {
    return new ChangeVersion(position, true, index, file);
  }

  /** One statement moves row 1 to key 2, whose row it has moved away: both at one position. */
  @Test
  void atOnePositionARowIsNewerThanItsAbsenceWhereverTheyStandInFiles() {
    assertThat(row(HERE, 0, "a")).isGreaterThan(absence(HERE, 1, "a"));
    assertThat(row(HERE, 1, "a")).isGreaterThan(absence(HERE, 0, "a"));
    assertThat(row(HERE, 0, "a")).isGreaterThan(absence(HERE, 0, "b"));
  }

  @Test
  void aLaterAbsenceIsNewerThanARow() {
    assertThat(absence(NEXT, 0, "a")).isGreaterThan(row(HERE, 9, "b"));
  }
}
