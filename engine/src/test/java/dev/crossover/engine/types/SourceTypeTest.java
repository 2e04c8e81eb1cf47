package dev.crossover.engine.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.types.PortableType.Equality;
import dev.crossover.engine.types.PortableType.Kind;
import org.junit.jupiter.api.Test;

class SourceTypeTest {
  private static SourceType type(String name, PortableType type) {
    return new SourceType(name, name, type);
  }

  private static boolean sameText(SourceType one, SourceType other) {
    return one.equalOnlyIfSameText(other);
  }

  @Test
  void equalTextsOfTwoTextTypesAreTheSame() {
    assertThat(sameText(type("text", PortableType.text(0)), type("varchar", PortableType.text(9))))
        .isTrue();
  }

  @Test
  void equalTextsThatIgnoreCaseMayDiffer() {
    PortableType folded = PortableType.text(0).with(Equality.IGNORES_CASE);
    assertThat(sameText(type("text", folded), type("text", folded))).isFalse();
    assertThat(sameText(type("text", folded), type("text", PortableType.text(0)))).isFalse();
  }

  @Test
  void paddedTextsAreTheSameOnlyIfTheyAreFilledUpToOneLength() {
    SourceType three = type("char", PortableType.text(3).with(Equality.PADDED));
    SourceType four = type("char", PortableType.text(4).with(Equality.PADDED));
    SourceType unfilled = type("char", PortableType.text(0).with(Equality.PADDED));
    assertThat(sameText(three, three)).isTrue();
    assertThat(sameText(three, four)).isFalse();
    assertThat(sameText(unfilled, unfilled)).isFalse();
  }

  @Test
  void valuesOfOneFormAreTheSameWithinOneType() {
    SourceType address = type("inet", PortableType.of(Kind.OTHER));
    assertThat(sameText(address, address)).isTrue();
    assertThat(sameText(address, type("cidr", PortableType.of(Kind.OTHER)))).isFalse();
    SourceType duration = type("interval", PortableType.of(Kind.OTHER).with(Equality.BY_VALUE));
    assertThat(sameText(duration, duration)).isFalse();
  }
}
