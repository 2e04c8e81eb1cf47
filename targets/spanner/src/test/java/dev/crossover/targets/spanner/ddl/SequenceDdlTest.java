package dev.crossover.targets.spanner.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.schema.SequencePlan;
import dev.crossover.engine.schema.SourceSequence;
import dev.crossover.engine.schema.TableName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SequenceDdlTest {
  private static final SourceSequence.Feed FEED =
      new SourceSequence.Feed(new TableName("shop", "item"), "id");
  private static final SequencePlan PLAN =
      new SequencePlan(
          new SourceSequence(
              new TableName("shop", "item_ids"), 1, 1, 100, Optional.empty(), List.of(FEED)),
          "item_ids",
          List.of(new SequencePlan.Feed("item", "id", FEED)));

  @Test
  void givesAColumnItsDefaultWithItsTable() {
    assertThat(SequenceDdl.create(PLAN))
        .isEqualTo(
            "CREATE SEQUENCE IF NOT EXISTS `item_ids` OPTIONS (sequence_kind ="
                + " 'bit_reversed_positive')");
    assertThat(SequenceDdl.next(PLAN)).isEqualTo("GET_NEXT_SEQUENCE_VALUE(SEQUENCE `item_ids`)");
  }

  @Test
  void skipsWhatWasUsed() {
    assertThat(SequenceDdl.skip(PLAN, 50))
        .isEqualTo(
            "ALTER SEQUENCE `item_ids` SET OPTIONS (skip_range_min = 1, skip_range_max = 50)");
  }
}
