package dev.crossover.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.verify.encoding.CanonicalEncoding;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.ComparedTables;
import dev.crossover.engine.verify.sides.InMemoryComparedSource;
import dev.crossover.engine.verify.sides.InMemoryComparedTarget;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableComparisonTest {
  private static final TargetTable ITEM = ComparedTables.named("item");
  private static final ComparedKey ONE = ComparedTables.key(1);

  private final InMemoryComparedSource source = new InMemoryComparedSource().create(ITEM);
  private final InMemoryComparedTarget target = new InMemoryComparedTarget().create(ITEM);

  private TableComparison comparison() {
    return new TableComparison(source, target, ComparedTable.of(ITEM, source));
  }

  @Test
  void rowsThatWaitForOthersAreShortHoweverLongTheirValues() {
    source.put(ITEM, 1L, "x".repeat(1_000_000));
    target.put(ITEM, 1L, "x".repeat(1_000_000));

    EncodedRow left = comparison().source(List.of(ONE)).get(ONE);
    EncodedRow right = comparison().target(List.of(ONE)).get(ONE).get(0);

    assertThat(left.value(1)).hasSize(CanonicalEncoding.LONGEST_BRIEF);
    assertThat(right.value(1)).hasSize(CanonicalEncoding.LONGEST_BRIEF);
    assertThat(left.sameAs(right)).isTrue();
  }

  @Test
  void aDifferenceAtTheEndOfALongValueIsSeen() {
    source.put(ITEM, 1L, "x".repeat(1_000_000) + "a");
    target.put(ITEM, 1L, "x".repeat(1_000_000) + "b");

    assertThat(
            comparison()
                .source(List.of(ONE))
                .get(ONE)
                .differences(comparison().target(List.of(ONE)).get(ONE).get(0)))
        .containsExactly(1);
  }

  @Test
  void theMoreColumnsTheFewerRowsWait() {
    TargetTable wide =
        new TargetTable(
            ITEM.source(),
            ITEM.name(),
            Collections.nCopies(1_000, ITEM.columns().get(0)),
            ITEM.primaryKey(),
            ITEM.sourceKey(),
            List.of(),
            ITEM.interleavedIn(),
            0,
            1_000);

    assertThat(comparison().keysTogether()).isEqualTo(1_000);
    assertThat(new TableComparison(source, target, ComparedTable.of(wide, source)).keysTogether())
        .isEqualTo(158);
  }
}
