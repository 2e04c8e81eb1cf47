package dev.crossover.launcher.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SettingsException;
import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.DeadLetter.Origin;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.deadletters.Undelivered;
import dev.crossover.engine.journal.TestClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetryDeadLettersTest {
  private static final String ROW = DeadLetter.idOf("bulk/shop.sale/0", 1);
  private static final String EVENT = DeadLetter.idOf("changes/1.avro", 1);

  private final TestClock clock = new TestClock();
  private final DeadLetters deadLetters = new DeadLetters(new InMemoryBucket(), "letters/", clock);
  private final List<String> tried = new ArrayList<>();
  private final RetryDeadLetters retry =
      new RetryDeadLetters(deadLetters, path("bulk"), path("live"));

  private Retry path(String name) {
    return (letter, by) -> {
      tried.add(name + " " + letter.id() + " " + by);
      return new Retry.Outcome(letter.id(), true, "done");
    };
  }

  private static Undelivered found(String unit, Origin origin) {
    return new Undelivered(
        origin,
        unit,
        1,
        Optional.of("shop.sale"),
        () -> "{}".getBytes(StandardCharsets.UTF_8),
        "too long",
        Optional.empty(),
        1);
  }

  @BeforeEach
  void keepOneOfEach() {
    deadLetters.replaceAll(
        Map.of(
            "bulk/shop.sale/0",
            List.of(found("bulk/shop.sale/0", Origin.BULK_LOAD)),
            "changes/1.avro",
            List.of(found("changes/1.avro", Origin.APPLY))));
  }

  @Test
  void triesEachOnThePathThatMetIt() {
    retry.retry(List.of(ROW, EVENT), "ann");

    assertThat(tried).containsExactly("bulk " + ROW + " ann", "live " + EVENT + " ann");
  }

  @Test
  void triesEveryOpenOneWhenNoneIsNamed() {
    assertThat(retry.retry(List.of(), "ann"))
        .extracting(Retry.Outcome::id)
        .containsExactlyInAnyOrder(ROW, EVENT);
  }

  @Test
  void readsAgainByItselfOnlyWhatIsInDoubt() {
    deadLetters.replaceAll(
        Map.of("changes/2.avro", List.of(found("changes/2.avro", Origin.ORDER_IN_DOUBT))));

    assertThat(retry.settleOrder()).isZero();

    assertThat(tried)
        .containsExactly("live " + DeadLetter.idOf("changes/2.avro", 1) + " crossover");
    assertThat(deadLetters.count(Origin.ORDER_IN_DOUBT)).isEqualTo(1);
  }

  @Test
  void triesNoneWhenOneOfThemIsNotOpen() {
    assertThatThrownBy(() -> retry.retry(List.of(ROW, "unknown"), "ann"))
        .isInstanceOf(SettingsException.class);
    assertThat(tried).isEmpty();
  }

  @Test
  void triesNoneTwiceThatIsDiscarded() {
    deadLetters.discard(List.of(ROW), "ann", "not needed");

    retry.retry(List.of(), "ann");

    assertThat(tried).containsExactly("live " + EVENT + " ann");
  }
}
