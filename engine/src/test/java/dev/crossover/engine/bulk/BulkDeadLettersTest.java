package dev.crossover.engine.bulk;

import static dev.crossover.engine.bulk.Shops.SCHEMA;
import static dev.crossover.engine.bulk.Shops.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.bulk.ReloadRow.Outcome;
import dev.crossover.engine.changes.ChangePosition;
import dev.crossover.engine.changes.ChangeVersion;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.rows.InMemoryRows;
import dev.crossover.engine.target.ApplyTransaction.Writes;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.InMemoryTarget;
import dev.crossover.engine.target.ShadowRow;
import dev.crossover.engine.target.TargetKey;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BulkDeadLettersTest {
  private final InMemoryRows source = new InMemoryRows();
  private final InMemoryTarget target =
      new InMemoryTarget(SCHEMA).check("plain", "shop", row -> !"bad".equals(row.get("email")));
  private final DeadLetters deadLetters =
      new DeadLetters(new InMemoryBucket(), "dead-letters", Clock.systemUTC());

  @Test
  void aRetriedDeadLetterIsClosedWhenItsRowIsLoadedOrGone() {
    source.insert(SHOP, 1L, "bad");
    source.insert(SHOP, 2L, "bad");
    source.insert(SHOP, 3L, "bad");
    load();
    List<DeadLetter> letters = deadLetters.open();
    assertThat(letters).hasSize(3);

    source.delete(SHOP, values -> values.get(0).equals(1L) || values.get(0).equals(2L));
    source.insert(SHOP, 1L, "good");
    BulkDeadLetters retries = new BulkDeadLetters(source, target, SCHEMA, deadLetters);

    assertThat(letters.stream().map(letter -> retries.retry(letter, "ann")))
        .hasExactlyElementsOfTypes(
            letters.stream().map(BulkDeadLettersTest::expected).toArray(Class[]::new));
    assertThat(deadLetters.open()).hasSize(1);
    assertThat(deadLetters.open().get(0).attempt()).isEqualTo(2);
  }

  private static Class<?> expected(DeadLetter letter) {
    if (letter.raw().text().orElseThrow().contains("\"id\":\"1\"")) {
      return Outcome.Loaded.class;
    }
    return letter.raw().text().orElseThrow().contains("\"id\":\"2\"")
        ? Outcome.Gone.class
        : Outcome.Refused.class;
  }

  @Test
  void aRetryLeavesARowAloneThatLiveApplyHasTouched() {
    source.insert(SHOP, 1L, "bad");
    load();
    TargetKey key = new TargetKey("shop", List.of(1L));
    ChangeVersion deleted =
        new ChangeVersion(ChangePosition.ofLog(new Position(1, 0)), true, 0, "f");
    target
        .applyTransactions()
        .run(
            transaction -> {
              transaction.write(
                  new Writes(
                      List.of(),
                      List.of(),
                      List.of(new ShadowRow(SHOP, key, deleted, Optional.empty()))));
              return key;
            });
    source.delete(SHOP, values -> true);
    source.insert(SHOP, 1L, "good");

    Outcome outcome =
        new BulkDeadLetters(source, target, SCHEMA, deadLetters)
            .retry(deadLetters.open().get(0), "ann");

    assertThat(outcome).isEqualTo(new Outcome.Loaded());
    assertThat(target.rows("shop")).isEmpty();
    assertThat(deadLetters.open()).isEmpty();
  }

  @Test
  void aRowAboveTwentyMegabytesOfTextIsRetriedByItsKey() {
    source.insert(SHOP, 1L, "x".repeat(21_000_000));
    target.check("short", "shop", row -> row.get("email").toString().length() < 100);
    load();
    assertThat(deadLetters.open().get(0).raw().bytes()).isEqualTo(21_000_021);
    source.delete(SHOP, values -> true);
    source.insert(SHOP, 1L, "good");

    Outcome outcome =
        new BulkDeadLetters(source, target, SCHEMA, deadLetters)
            .retry(deadLetters.open().get(0), "ann");

    assertThat(outcome).isEqualTo(new Outcome.Loaded());
    assertThat(target.rows("shop")).containsExactly(Map.of("id", 1L, "email", "good"));
  }

  private void load() {
    BulkLoad load = new BulkLoad(source, target, SCHEMA, deadLetters, new CommitLimits(40, 1_000));
    load.plan(10).get(0).forEach(part -> load.load(part.table(), part.number()));
  }
}
