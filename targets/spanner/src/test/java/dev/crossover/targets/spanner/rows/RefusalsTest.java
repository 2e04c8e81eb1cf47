package dev.crossover.targets.spanner.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.SpannerExceptionFactory;
import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.target.RowsRefusedException;
import dev.crossover.engine.target.RowsRefusedException.Reason;
import io.grpc.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "nullable_things",
        "exceeds the maximum size",
        "could not parse",
        "generated column",
        "Table not found",
        "parent"
      })
  void aRowThatWaitsForItsParentWaitsWhateverItsTableIsCalled(String name) {
    SpannerException missing =
        error(
            Status.FAILED_PRECONDITION,
            "Foreign key constraint `fk_" + name + "` is violated on table `" + name + "`.");

    assertThat(refusal(missing).reason()).isEqualTo(Reason.OTHER_ROW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Table not found: parent", "Database not found: parents"})
  void aMissingThingThatIsCalledParentIsNoMissingParent(String sentence) {
    CrossoverException error = Refusals.of("write rows of a", error(Status.NOT_FOUND, sentence));

    assertThat(error)
        .isInstanceOf(TargetException.class)
        .hasMessage("cannot write rows of a: NOT_FOUND: " + sentence);
  }

  @Test
  void aMissingParentRowMayComeWhateverItsKeyHolds() {
    SpannerException missing =
        error(
            Status.NOT_FOUND,
            "Parent row for row [table not found] in table t is missing. Row cannot be written.");

    assertThat(refusal(missing).reason()).isEqualTo(Reason.OTHER_ROW);
  }

  @Test
  void aTakenUniqueValueMayBeGivenUpAndABrokenCheckNeverPasses() {
    assertThat(refusal(error(Status.ALREADY_EXISTS, "taken")).reason())
        .isEqualTo(Reason.UNIQUE_VALUE_TAKEN);
    assertThat(refusal(error(Status.OUT_OF_RANGE, "check")).reason()).isEqualTo(Reason.NEVER);
  }

  @Test
  void aValueThatIsTooLongNeverPasses() {
    SpannerException tooLong =
        error(
            Status.FAILED_PRECONDITION,
            "New value exceeds the maximum size limit for this column: a.b, size: 12, limit: 10.");

    assertThat(refusal(tooLong).reason()).isEqualTo(Reason.NEVER);
  }

  private static SpannerException error(Status status, String sentence) {
    return SpannerExceptionFactory.newSpannerException(
        status.withDescription(sentence).asRuntimeException());
  }

  private static RowsRefusedException refusal(SpannerException error) {
    CrossoverException refusal = Refusals.of("write rows", error);
    assertThat(refusal).isInstanceOf(RowsRefusedException.class);
    return (RowsRefusedException) refusal;
  }
}
