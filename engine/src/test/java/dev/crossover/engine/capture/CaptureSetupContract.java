package dev.crossover.engine.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.changes.Position;
import org.junit.jupiter.api.Test;

/** What every source's own capture does to the source. */
public abstract class CaptureSetupContract {
  /** Of a source that nothing was made in yet. */
  protected abstract CaptureSetup setup();

  /** Puts another table in the place of one that is captured, under its name. */
  protected abstract void swapATable();

  @Test
  void isIntactFromItsStart() {
    setup().requireUnused();
    Position start = setup().create();

    setup().requireIntact(start);
    setup().requireKept();
    assertThat(setup().uncaptured()).isEmpty();
    setup().remove();
  }

  @Test
  void noticesATableThatWasSwappedForAnotherOfItsName() {
    Position start = setup().create();

    swapATable();

    assertThat(setup().uncaptured()).singleElement().asString().contains("was swapped");
    assertThatThrownBy(() -> setup().requireIntact(start))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("was swapped");
    assertThatThrownBy(() -> setup().requireKept())
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("was swapped");
    setup().remove();
  }

  @Test
  void refusesNamesThatAreTaken() {
    setup().create();

    assertThatThrownBy(() -> setup().requireUnused()).isInstanceOf(SourceException.class);
    setup().remove();
  }

  @Test
  void knowsWhatItMade() {
    assertThat(setup().isOurs()).isFalse();
    setup().create();

    assertThat(setup().isOurs()).isTrue();
    setup().remove();
    assertThat(setup().isOurs()).isFalse();
  }

  @Test
  void makesAnewWhatAKilledAttemptHasLeft() {
    Position first = setup().create();
    Position second = setup().create();

    assertThat(second).isGreaterThanOrEqualTo(first);
    setup().requireIntact(second);
    setup().remove();
  }

  @Test
  void refusesToGoOnBeforeItsStart() {
    Position start = setup().create();
    Position before = new Position(start.major() - 1, start.minor());

    assertThatThrownBy(() -> setup().requireIntact(before)).isInstanceOf(SourceException.class);
    setup().remove();
  }

  @Test
  void refusesToGoOnWithoutWhatItNeeds() {
    Position start = setup().create();
    setup().remove();

    assertThatThrownBy(() -> setup().requireIntact(start)).isInstanceOf(SourceException.class);
    assertThatThrownBy(() -> setup().requireKept()).isInstanceOf(SourceException.class);
  }

  @Test
  void leavesNothingBehindWhenItIsRemoved() {
    setup().create();
    setup().remove();
    setup().remove();

    setup().requireUnused();
  }
}
