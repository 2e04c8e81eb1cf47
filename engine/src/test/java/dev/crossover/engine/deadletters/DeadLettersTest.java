package dev.crossover.engine.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SettingsException;
import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.deadletters.DeadLetter.Origin;
import dev.crossover.engine.deadletters.DeadLetterEntry.Action;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private DeadLetters store;

  @BeforeEach
  void open() {
    store =
        new DeadLetters(new InMemoryBucket(), "dead-letters", Clock.fixed(NOON, ZoneOffset.UTC));
  }

  @Test
  void keepsEveryFieldOfADeadLetter() {
    DeadLetter letter = letter("changes/a.avro", 7, "{\"id\":1}");

    store.add(List.of(letter));

    assertThat(store.open()).containsExactly(letter);
    assertThat(store.show("b0d2c1c7d2e5a0ab")).isEmpty();
    assertThat(store.show(letter.id())).get().extracting(DeadLetterEntry::open).isEqualTo(true);
  }

  @Test
  void aSecondAttemptAtTheSameRecordReplacesAndDoesNotAdd() {
    store.add(List.of(letter("a", 1, "x"), letter("a", 0, "y"), letter("b", 0, "z")));
    store.add(List.of(letter("a", 1, "x")));

    assertThat(store.open())
        .containsExactly(letter("a", 0, "y"), letter("a", 1, "x"), letter("b", 0, "z"));
  }

  @Test
  void whatALaterAttemptDoesNotMeetIsClosedAndStaysReadable() {
    store.replace("a", List.of(letter("a", 0, "x"), letter("a", 1, "y")));
    store.replaceAll(Map.of("a", List.of(letter("a", 1, "y")), "b", List.of()));

    assertThat(store.open()).containsExactly(letter("a", 1, "y"));
    DeadLetterEntry gone = store.show(DeadLetter.idOf("a", 0)).orElseThrow();
    assertThat(gone.open()).isFalse();
    assertThat(gone.letter()).isEqualTo(letter("a", 0, "x"));
    assertThat(gone.history())
        .extracting(DeadLetterEntry.Handling::action)
        .containsExactly(Action.GONE);
  }

  @Test
  void whatComesBackAfterItWasGoneIsOpenAgain() {
    store.replace("a", List.of(letter("a", 0, "x")));
    store.replace("a", List.of());
    store.replace("a", List.of(letter("a", 0, "x")));

    assertThat(store.open()).containsExactly(letter("a", 0, "x"));
  }

  @Test
  void discardingKeepsWhoAndWhenAndWhy() {
    store.add(List.of(letter("a", 0, "x")));

    store.discard(DeadLetter.idOf("a", 0), "ann", "a test row");

    assertThat(store.open()).isEmpty();
    assertThat(store.show(DeadLetter.idOf("a", 0)).orElseThrow().history())
        .containsExactly(
            new DeadLetterEntry.Handling(
                Action.DISCARDED, "ann", NOON, "a test row", letter("a", 0, "x")));
  }

  @Test
  void aDiscardedLetterStaysClosedWhenItsUnitIsTriedAgain() {
    store.add(List.of(letter("a", 0, "x")));
    store.discard(DeadLetter.idOf("a", 0), "ann", "a test row");
    store.replace("a", List.of(letter("a", 0, "x")));

    assertThat(store.open()).isEmpty();
  }

  @Test
  void anotherRecordAtADiscardedPlaceIsOpen() {
    store.add(List.of(letter("a", 0, "x")));
    store.discard(DeadLetter.idOf("a", 0), "ann", "a test row");
    store.replace("a", List.of(letter("a", 0, "another")));

    assertThat(store.open()).containsExactly(letter("a", 0, "another"));
  }

  @Test
  void aRetryInVainCountsAndKeepsTheNewReason() {
    DeadLetter letter = letter("a", 0, "x");
    store.add(List.of(letter));

    store.retriedWithoutSuccess(letter, "ann", "still no parent");

    DeadLetter open = store.requireOpen(letter.id());
    assertThat(open.attempt()).isEqualTo(2);
    assertThat(open.reason()).isEqualTo("still no parent");
  }

  @Test
  void anAppliedLetterIsClosed() {
    DeadLetter letter = letter("a", 0, "x");
    store.add(List.of(letter));

    store.applied(letter, "ann", "applied at 0/1");

    assertThat(store.open()).isEmpty();
    assertThatThrownBy(() -> store.requireOpen(letter.id()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("is closed");
  }

  @Test
  void refusesToDiscardWithoutAReasonOrWhatIsNotThere() {
    store.add(List.of(letter("a", 0, "x")));

    assertThatThrownBy(() -> store.discard(DeadLetter.idOf("a", 0), "ann", " "))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("add --reason");
    assertThatThrownBy(() -> store.discard("0000", "ann", "why not"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("there is no dead letter 0000");
  }

  private static DeadLetter letter(String unit, long index, String raw) {
    return new DeadLetter(
        DeadLetter.idOf(unit, index),
        Origin.APPLY,
        unit,
        index,
        Optional.of("public.album"),
        raw,
        "no such parent",
        Optional.of("0/10"),
        1,
        NOON);
  }
}
