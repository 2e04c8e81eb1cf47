package dev.crossover.targets.spanner.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TargetNamesTest {
  @Test
  void keepsANameThatSpannerAcceptsAndThatIsFree() {
    assertThat(TargetNames.ofDatabase(128).take("Order_2")).isEqualTo("Order_2");
  }

  @Test
  void triesTheSecondNameAndThenCounts() {
    TargetNames names = TargetNames.ofDatabase(128);
    assertThat(names.take("a", "b")).isEqualTo("a");
    assertThat(names.take("A", "b")).isEqualTo("b");
    assertThat(names.take("a", "B")).isEqualTo("B_2");
    assertThat(names.take("a", "b")).isEqualTo("b_3");
  }

  @Test
  void replacesCharactersThatSpannerCannotHave() {
    TargetNames names = TargetNames.ofDatabase(128);
    assertThat(names.take("naïve $")).isEqualTo("na_ve__");
    assertThat(names.take("_a")).isEqualTo("x_a");
    assertThat(names.take("1st")).isEqualTo("x_1st");
    assertThat(names.take("Crossover_ledger")).isEqualTo("x_Crossover_ledger");
    assertThat(TargetNames.ofTable().take("crossover_id")).isEqualTo("crossover_id");
  }

  @Test
  void cutsALongNameToOneThatStaysDifferent() {
    TargetNames names = TargetNames.ofDatabase(20);
    String first = names.take("a".repeat(30));
    String second = names.take("a".repeat(31));
    assertThat(first).hasSize(20).startsWith("aaaaaaaaaaa_");
    assertThat(second).hasSize(20).startsWith("aaaaaaaaaaa_").isNotEqualTo(first);
    assertThat(TargetNames.ofDatabase(20).take("a".repeat(30))).isEqualTo(first);
  }
}
