package dev.crossover.targets.spanner.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.PortableType.Equality;
import dev.crossover.engine.types.PortableType.Kind;
import dev.crossover.engine.types.SourceType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeaningChangesTest {
  private static final SpannerType STRING = TypeChoice.usual(PortableType.text(0));

  private static String usual(PortableType source) {
    return MeaningChanges.of(source, TypeChoice.usual(source)).orElse("");
  }

  @Test
  void aNumberOfTooManyDigitsBecomesTextAndSaysWhatFollows() {
    assertThat(usual(PortableType.decimal(20, 12)))
        .isEqualTo(
            "it is kept as the source's text, since NUMERIC has too few digits for it, and is"
                + " compared and sorted as text: '10' stands before '9', 1.0 and 1.00 are two"
                + " values, sums need a CAST");
  }

  @Test
  void aNumberWithoutADeclaredPrecisionMayHoldWhatCannotBeKept() {
    assertThat(usual(PortableType.decimal(0, 0)))
        .contains("more than 29 digits before the point or 9 behind it");
    assertThat(usual(PortableType.decimal(10, 2)))
        .endsWith(
            "NaN becomes a dead letter; digits beyond those declared are neither rounded nor"
                + " refused");
  }

  @Test
  void paddedAndCaselessTextsAreComparedOtherwise() {
    assertThat(usual(PortableType.text(3).with(Equality.PADDED)))
        .isEqualTo("it keeps its padding, which counts: 'a' is not equal to 'a  '");
    assertThat(usual(PortableType.text(0).with(Equality.IGNORES_LAST_BLANKS)))
        .contains("blanks at its end count, also in keys and unique indexes");
    assertThat(usual(PortableType.text(0).with(Equality.IGNORES_CASE)))
        .startsWith("upper and lower case differ");
    assertThat(usual(PortableType.text(0))).isEmpty();
  }

  @Test
  void aValueOfManyFormsMayBeDifferentTexts() {
    assertThat(usual(PortableType.of(Kind.OTHER).with(Equality.BY_VALUE)))
        .endsWith("and values that are equal there may be different texts");
    assertThat(usual(PortableType.of(Kind.OTHER)))
        .endsWith("; the source's functions for it are gone");
  }

  @Test
  void anArraySaysWhatIsSpecialOfItAndOfItsElements() {
    assertThat(usual(PortableType.array(PortableType.of(Kind.INTEGER))))
        .isEqualTo(
            "arrays cannot be compared, sorted or grouped; one of several dimensions, or one that"
                + " does not start at 1, becomes a dead letter");
    assertThat(usual(PortableType.array(PortableType.of(Kind.DATE))))
        .startsWith("arrays cannot be compared")
        .contains("; a value that is no day of the years 1 to 9999");
  }

  @Test
  void aSmallerIntegerLosesItsBounds() {
    assertThat(usual(PortableType.integer(PortableType.Range.of(-32_768, 32_767))))
        .isEqualTo("numbers beyond -32768 to 32767 are taken too");
  }

  @Test
  void whatTheSourceLeavesOutAndAnEnumHaveLinesOfTheirOwn() {
    SourceType document =
        new SourceType(
            "document", "document", PortableType.of(Kind.OTHER), Optional.of("its head is lost"));
    assertThat(MeaningChanges.ofColumn(column(document, List.of()), STRING))
        .containsExactly(
            "it is kept as the source's text, and is compared and sorted as text; the source's"
                + " functions for it are gone",
            "its head is lost");

    SourceType mood = new SourceType("public.mood", "mood", PortableType.text(0));
    assertThat(MeaningChanges.ofColumn(column(mood, List.of("sad", "ok", "happy")), STRING))
        .containsExactly(
            "it is sorted by the code points of its labels, no more by their order in the source"
                + " (sad, ok, happy)");
  }

  private static SourceColumn column(SourceType type, List<String> labels) {
    return new SourceColumn(
        "c",
        type,
        true,
        SourceColumn.Fill.NONE,
        labels,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"BOOLEAN", "INTEGER", "BYTES", "TEXT"})
  void theseMeanTheSame(Kind kind) {
    assertThat(usual(PortableType.of(kind))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"BOOLEAN", "INTEGER", "BYTES", "TEXT", "ARRAY"},
      mode = EnumSource.Mode.EXCLUDE)
  void theseDoNot(Kind kind) {
    assertThat(usual(PortableType.of(kind))).isNotEmpty();
  }
}
