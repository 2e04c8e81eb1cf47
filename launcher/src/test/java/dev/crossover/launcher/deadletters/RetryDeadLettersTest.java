package dev.crossover.launcher.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SettingsException;
import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.DeadLetter.Origin;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.journal.TestClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetryDeadLettersTest {
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

  private DeadLetter letter(String id, Origin origin) {
    return new DeadLetter(
        id,
        origin,
        "unit-" + id,
        1,
        Optional.of("shop.sale"),
        "{}",
        "too long",
        Optional.empty(),
        1,
        clock.instant());
  }

  @BeforeEach
  void keepOneOfEach() {
    deadLetters.add(List.of(letter("row", Origin.BULK_LOAD), letter("event", Origin.APPLY)));
  }

  @Test
  void triesEachOnThePathThatMetIt() {
    retry.retry(List.of("row", "event"), "ann");

    assertThat(tried).containsExactly("bulk row ann", "live event ann");
  }

  @Test
  void triesEveryOpenOneWhenNoneIsNamed() {
    assertThat(retry.retry(List.of(), "ann"))
        .extracting(Retry.Outcome::id)
        .containsExactlyInAnyOrder("row", "event");
  }

  @Test
  void triesNoneWhenOneOfThemIsNotOpen() {
    assertThatThrownBy(() -> retry.retry(List.of("row", "unknown"), "ann"))
        .isInstanceOf(SettingsException.class);
    assertThat(tried).isEmpty();
  }

  @Test
  void triesNoneTwiceThatIsDiscarded() {
    deadLetters.discard("row", "ann", "not needed");

    retry.retry(List.of(), "ann");

    assertThat(tried).containsExactly("live event ann");
  }
}
