package dev.crossover.engine.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SettingsException;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.bucket.ForwardingBucket;
import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.deadletters.DeadLetter.Origin;
import dev.crossover.engine.deadletters.DeadLetterEntry.Action;
import dev.crossover.engine.faults.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

  /** More than Jackson takes for one text. */
  private static final int LONG = 25_000_000;

  private final InMemoryBucket bucket = new InMemoryBucket();
  private final DeadLetters store = new DeadLetters(bucket, "dead-letters", CLOCK);

  @Test
  void keepsEveryFieldOfADeadLetter() throws IOException {
    store.replaceAll(Map.of("changes/a.avro", List.of(found("changes/a.avro", 7, "{\"id\":1}"))));

    DeadLetter letter = store.open().get(0);
    assertThat(letter)
        .isEqualTo(
            new DeadLetter(
                DeadLetter.idOf("changes/a.avro", 7),
                Origin.APPLY,
                "changes/a.avro",
                7,
                Optional.of("public.album"),
                RawRecord.of(utf8("{\"id\":1}")),
                "no such parent",
                Optional.of("0/10"),
                1,
                NOON));
    assertThat(raw(letter)).isEqualTo("{\"id\":1}");
    assertThat(store.show("b0d2c1c7d2e5a0ab")).isEmpty();
    assertThat(store.show(letter.id())).get().extracting(DeadLetterEntry::open).isEqualTo(true);
  }

  @Test
  void aRecordAboveTwentyMegabytesIsListedCountedReadAndDiscardedLikeAnyOther() throws IOException {
    replace("a", found("a", 0, "x".repeat(LONG)), found("a", 1, "short"));

    assertThat(store.countOpen()).isEqualTo(2);
    assertThat(store.open())
        .extracting(letter -> letter.raw().bytes())
        .containsExactly(25_000_000L, 5L);
    assertThat(raw(store.requireOpen(DeadLetter.idOf("a", 0)))).hasSize(LONG);

    store.discard(List.of(DeadLetter.idOf("a", 0)), "ann", "a test row");

    assertThat(store.countOpen()).isEqualTo(1);
    assertThat(store.all()).hasSize(2);
  }

  @Test
  void whatIsReadToCountAndListDoesNotGrowWithTheRecords() throws IOException {
    replace("a", found("a", 0, "x".repeat(LONG)));
    store.discard(List.of(DeadLetter.idOf("a", 0)), "ann", "a test row");

    assertThat(bytesBelow("dead-letters/letters/")).isLessThan(1_000);
    assertThat(bytesBelow("dead-letters/handled/")).isLessThan(1_000);
  }

  @Test
  void recordsReachTheBucketAsTheyComeAndNotAtTheEnd() {
    UnitAttempt attempt = store.attempt("a");

    attempt.add(found("a", 0, "x".repeat(5_000)));
    assertThat(bucket.list("dead-letters/raw/")).hasSize(1);
    for (int index = 1; index < 1_000; index++) {
      attempt.add(found("a", index, "y"));
    }

    assertThat(store.countOpen()).isEqualTo(1_000);
    attempt.finish();
    assertThat(store.countOpen()).isEqualTo(1_000);
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "an attempt at dead letters ends",
      moment = "before it is recorded as done",
      outcome = "it closes none; the next attempt counts")
  void anAttemptThatIsKilledClosesNothingAndTheNextOneGoesOver() {
    replace("a", found("a", 0, "x"), found("a", 1, "y"));
    UnitAttempt killed = store.attempt("a");
    for (int index = 1; index <= 200; index++) {
      killed.add(found("a", index, "z"));
    }
    assertThat(store.countOpen()).isEqualTo(201);

    replace("a", found("a", 2, "z"));

    assertThat(store.open()).extracting(DeadLetter::index).containsExactly(2L);
    assertThat(store.all()).hasSize(201);
  }

  @Test
  void anAttemptThatEndsWhileAnotherProcessCountsIsCountedOnce() {
    replace("a", found("a", 0, "x"));
    UnitAttempt ending = store.attempt("a");
    ending.add(found("a", 0, "x"));
    ending.add(found("a", 1, "y"));
    DeadLetters reader = new DeadLetters(new AtTheFirstRead(bucket, ending), "dead-letters", CLOCK);

    assertThat(reader.countOpen()).isEqualTo(2);
  }

  @Test
  void whatALaterAttemptDoesNotMeetIsClosedAndStaysReadable() throws IOException {
    replace("a", found("a", 0, "x"), found("a", 1, "y"));
    store.replaceAll(Map.of("a", List.of(found("a", 1, "y")), "b", List.of()));

    assertThat(store.open()).extracting(DeadLetter::index).containsExactly(1L);
    DeadLetterEntry gone = store.show(DeadLetter.idOf("a", 0)).orElseThrow();
    assertThat(gone.open()).isFalse();
    assertThat(raw(gone.letter())).isEqualTo("x");
    assertThat(gone.history())
        .extracting(DeadLetterEntry.Handling::action)
        .containsExactly(Action.GONE);
  }

  @Test
  void whatComesBackAfterItWasGoneIsOpenAgain() {
    replace("a", found("a", 0, "x"));
    replace("a");
    assertThat(store.countOpen()).isZero();
    replace("a", found("a", 0, "x"));

    assertThat(store.countOpen()).isEqualTo(1);
    assertThat(store.open()).hasSize(1);
  }

  @Test
  void discardingKeepsWhoAndWhenAndWhy() {
    replace("a", found("a", 0, "x"));
    DeadLetter letter = store.open().get(0);

    store.discard(List.of(letter.id()), "ann", "a test row");

    assertThat(store.open()).isEmpty();
    assertThat(store.show(letter.id()).orElseThrow().history())
        .containsExactly(
            new DeadLetterEntry.Handling(Action.DISCARDED, "ann", NOON, "a test row", letter));
  }

  @Test
  void aDiscardedLetterStaysClosedWhenItsUnitIsTriedAgain() {
    replace("a", found("a", 0, "x"));
    store.discard(List.of(DeadLetter.idOf("a", 0)), "ann", "a test row");
    replace("a", found("a", 0, "x"));

    assertThat(store.open()).isEmpty();
    assertThat(store.countOpen()).isZero();
  }

  @Test
  void anotherRecordAtADiscardedPlaceIsOpen() throws IOException {
    replace("a", found("a", 0, "x"));
    store.discard(List.of(DeadLetter.idOf("a", 0)), "ann", "a test row");
    replace("a", found("a", 0, "another"));

    assertThat(store.open()).hasSize(1);
    assertThat(raw(store.open().get(0))).isEqualTo("another");
  }

  @Test
  void aRetryInVainCountsAndKeepsTheNewReason() {
    replace("a", found("a", 0, "x"));
    DeadLetter letter = store.open().get(0);

    store.retriedWithoutSuccess(letter, "ann", "still no parent");

    DeadLetter open = store.requireOpen(letter.id());
    assertThat(open.attempt()).isEqualTo(2);
    assertThat(open.reason()).isEqualTo("still no parent");
  }

  @Test
  void anAppliedLetterIsClosed() {
    replace("a", found("a", 0, "x"));
    DeadLetter letter = store.open().get(0);

    store.applied(letter, "ann", "applied at 0/1");

    assertThat(store.open()).isEmpty();
    assertThatThrownBy(() -> store.requireOpen(letter.id()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("is closed");
  }

  @Test
  void refusesToDiscardWithoutAReasonOrWhatIsNotThere() {
    replace("a", found("a", 0, "x"));

    assertThatThrownBy(() -> store.discard(List.of(DeadLetter.idOf("a", 0)), "ann", " "))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("add --reason");
    assertThatThrownBy(
            () -> store.discard(List.of(DeadLetter.idOf("a", 0), "0000"), "ann", "why not"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("there is no dead letter 0000");
    assertThat(store.countOpen()).as("the one that is there").isEqualTo(1);
  }

  private void replace(String unit, Undelivered... found) {
    store.replaceAll(Map.of(unit, List.of(found)));
  }

  private String raw(DeadLetter letter) throws IOException {
    try (InputStream in = store.raw(letter)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private long bytesBelow(String prefix) throws IOException {
    long bytes = 0;
    for (String path : bucket.list(prefix)) {
      try (InputStream in = bucket.read(path)) {
        bytes += in.readAllBytes().length;
      }
    }
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Undelivered found(String unit, long index, String raw) {
    return new Undelivered(
        Origin.APPLY,
        unit,
        index,
        Optional.of("public.album"),
        () -> utf8(raw),
        "no such parent",
        Optional.of("0/10"),
        1);
  }

  /** Between the listing of a reader and its first read an attempt ends. */
  private static final class AtTheFirstRead extends ForwardingBucket {
    private final UnitAttempt ending;
    private boolean ended;

    AtTheFirstRead(Bucket bucket, UnitAttempt ending) {
      super(bucket);
      this.ending = ending;
    }

    @Override
    public InputStream read(String path) {
      if (!ended) {
        ended = true;
        ending.finish();
      }
      return bucket.read(path);
    }
  }
}
