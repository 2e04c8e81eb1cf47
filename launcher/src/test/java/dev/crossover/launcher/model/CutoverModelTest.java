package dev.crossover.launcher.model;

import static dev.crossover.launcher.model.Flaw.A_SEAL_OUTLIVES_ITS_FENCE;
import static dev.crossover.launcher.model.Flaw.FORGET_THE_RECORD_IN_READY;
import static dev.crossover.launcher.model.Flaw.LIST_BEFORE_EMITTED;
import static dev.crossover.launcher.model.Flaw.LOWER_WHAT_IS_SEALED;
import static dev.crossover.launcher.model.Flaw.NO_COPY;
import static dev.crossover.launcher.model.Flaw.NO_DRAIN;
import static dev.crossover.launcher.model.Flaw.NO_EMITTED_POSITION;
import static dev.crossover.launcher.model.Flaw.NO_EPOCH_CHECK_IN_THE_COPY;
import static dev.crossover.launcher.model.Flaw.NO_EPOCH_CHECK_IN_THE_JOURNAL;
import static dev.crossover.launcher.model.Flaw.NO_EPOCH_CHECK_IN_THE_SEAL;
import static dev.crossover.launcher.model.Flaw.NO_EPOCH_CHECK_IN_THE_SOURCE;
import static dev.crossover.launcher.model.Flaw.NO_PHASE_READ_BY_LIVE_APPLY;
import static dev.crossover.launcher.model.Flaw.NO_PHASE_READ_BY_THE_BULK_LOAD;
import static dev.crossover.launcher.model.Flaw.NO_QUIET;
import static dev.crossover.launcher.model.Flaw.NO_REFUSAL_OF_WRITERS;
import static dev.crossover.launcher.model.Flaw.NO_SEAL;
import static dev.crossover.launcher.model.Flaw.NO_SECOND_SENTINEL;
import static dev.crossover.launcher.model.Flaw.NO_THIRD_SENTINEL;
import static dev.crossover.launcher.model.Flaw.RAISE_AT_THE_EPOCH_OF_THEN;
import static dev.crossover.launcher.model.Flaw.SEAL_WHAT_IS_OPEN;
import static dev.crossover.launcher.model.Flaw.UNFENCE_AFTER_AN_UNKNOWN_JOURNAL;
import static dev.crossover.launcher.model.Flaw.UNFENCE_BEFORE_THE_EPOCH_MOVES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.launcher.model.CutoverModel.Bounds;
import dev.crossover.launcher.model.ModelChecker.Result;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CutoverModelTest {
  private static final int LIMIT = 400_000;

  private static final String LOST = "the target owns the data without change 1";
  private static final String TWO_OWNERS = "the target owns the data, and the source is open";
  private static final String TOO_EARLY =
      "the fence is sealed, and its cutover has not come so far";
  private static final String NO_RECORD =
      "the source is fenced, and the journal has no record of it";

  private static Result check(int processes, int application, int superuser, Flaw... flaws) {
    return check(new Bounds(processes, application, superuser, true), flaws);
  }

  private static Result check(Bounds bounds, Flaw... flaws) {
    return new ModelChecker<>(new CutoverModel(bounds, List.of(flaws)), LIMIT).check();
  }

  /** Where the target is said to answer always, each single call of it may fail all the same. */
  @ParameterizedTest(
      name = "{0} processes, {1} changes of the application, {2} of a superuser, target gone: {3}")
  @CsvSource({
    "3, 0, 0, false",
    "2, 0, 0, true",
    "2, 1, 0, false",
    "2, 0, 1, false",
    "1, 1, 1, true"
  })
  void everyReachableStateIsSound(
      int processes, int application, int superuser, boolean targetGone) {
    Result result = check(new Bounds(processes, application, superuser, targetGone));

    assertThat(result.counterexample()).isEmpty();
    assertThat(result.states()).isGreaterThan(10_000);
  }

  /** As long as the stream holds nothing back for longer than the quiet lasts. */
  @ParameterizedTest(
      name = "{0} processes, {1} changes of the application, {2} of a superuser, target gone: {3}")
  @CsvSource({"2, 1, 0, false", "2, 0, 1, false", "1, 1, 1, true"})
  void evidenceIsAsSoundAsProof(int processes, int application, int superuser, boolean targetGone) {
    Result result =
        check(new Bounds(processes, application, superuser, targetGone), NO_EMITTED_POSITION);

    assertThat(result.counterexample()).isEmpty();
    assertThat(result.states()).isGreaterThan(10_000);
  }

  private static Stream<Arguments> flaws() {
    return Stream.of(
        Arguments.of(2, 0, 0, List.of(NO_EPOCH_CHECK_IN_THE_JOURNAL), NO_RECORD),
        Arguments.of(2, 0, 0, List.of(NO_EPOCH_CHECK_IN_THE_SOURCE), NO_RECORD),
        Arguments.of(2, 0, 0, List.of(UNFENCE_BEFORE_THE_EPOCH_MOVES), TWO_OWNERS),
        Arguments.of(1, 0, 0, List.of(UNFENCE_AFTER_AN_UNKNOWN_JOURNAL), TWO_OWNERS),
        Arguments.of(1, 0, 0, List.of(RAISE_AT_THE_EPOCH_OF_THEN), NO_RECORD),
        Arguments.of(1, 0, 0, List.of(NO_SEAL), TWO_OWNERS),
        Arguments.of(1, 0, 0, List.of(SEAL_WHAT_IS_OPEN), TWO_OWNERS),
        Arguments.of(1, 0, 0, List.of(LOWER_WHAT_IS_SEALED), TWO_OWNERS),
        Arguments.of(1, 0, 0, List.of(NO_EPOCH_CHECK_IN_THE_SEAL), TOO_EARLY),
        Arguments.of(1, 0, 0, List.of(A_SEAL_OUTLIVES_ITS_FENCE), TOO_EARLY),
        Arguments.of(
            1,
            0,
            0,
            List.of(FORGET_THE_RECORD_IN_READY),
            "the next command leaves the source fenced: READY"),
        Arguments.of(
            1,
            0,
            1,
            List.of(NO_PHASE_READ_BY_LIVE_APPLY),
            "the migration wrote to the target, which owns the data"),
        Arguments.of(
            1, 1, 0, List.of(NO_PHASE_READ_BY_THE_BULK_LOAD), "the bulk load overwrote a change"),
        Arguments.of(1, 0, 1, List.of(NO_THIRD_SENTINEL), LOST),
        Arguments.of(1, 1, 0, List.of(NO_EMITTED_POSITION, NO_QUIET), LOST),
        Arguments.of(1, 0, 1, List.of(NO_EMITTED_POSITION, NO_THIRD_SENTINEL), LOST),
        Arguments.of(
            1, 1, 0, List.of(LIST_BEFORE_EMITTED, NO_SECOND_SENTINEL, NO_THIRD_SENTINEL), LOST),
        Arguments.of(1, 1, 0, List.of(NO_COPY), LOST),
        Arguments.of(1, 1, 0, List.of(NO_EPOCH_CHECK_IN_THE_COPY), LOST),
        Arguments.of(1, 1, 0, List.of(NO_DRAIN, NO_REFUSAL_OF_WRITERS), LOST));
  }

  @ParameterizedTest(name = "{3}")
  @MethodSource("flaws")
  void noticesWhatIsLeftOut(
      int processes, int application, int superuser, List<Flaw> flaws, String problem) {
    Result result = check(processes, application, superuser, flaws.toArray(Flaw[]::new));

    assertThat(result.counterexample())
        .hasValueSatisfying(
            counterexample -> {
              assertThat(counterexample.problem()).startsWith(problem);
              assertThat(counterexample.trace()).isNotEmpty();
            });
  }

  /** Each is a second line behind another: leaving out one of them alone loses nothing. */
  @ParameterizedTest
  @MethodSource("secondLines")
  void standsWithoutOneOfTwoLines(List<Flaw> flaws) {
    assertThat(check(1, 1, 0, flaws.toArray(Flaw[]::new)).counterexample()).isEmpty();
  }

  private static Stream<List<Flaw>> secondLines() {
    return Stream.of(
        List.of(LIST_BEFORE_EMITTED),
        List.of(NO_SECOND_SENTINEL, NO_THIRD_SENTINEL),
        List.of(NO_DRAIN),
        List.of(NO_REFUSAL_OF_WRITERS));
  }

  @Test
  void tellsHowAStateIsReached() {
    assertThat(
            check(1, 1, 0, NO_PHASE_READ_BY_THE_BULK_LOAD).counterexample().orElseThrow().trace())
        .extracting(line -> line.substring(0, line.indexOf("  ->")))
        .containsExactly(
            "application: writes",
            "application: commits",
            "stream: emits a change",
            "process 0: takes the lease",
            "process 0: goes on to the next phase",
            "live job: applies a change",
            "bulk load: writes an old row");
  }
}
