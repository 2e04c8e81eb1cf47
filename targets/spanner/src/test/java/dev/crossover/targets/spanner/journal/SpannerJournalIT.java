package dev.crossover.targets.spanner.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.ErrorCode;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.SpannerExceptionFactory;
import com.google.cloud.spanner.TransactionRunner;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.Journal;
import dev.crossover.engine.journal.JournalContract;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.JournalException;
import dev.crossover.engine.journal.OutcomeUnknownException;
import dev.crossover.engine.journal.Phase;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.Retries;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SpannerJournalIT extends JournalContract {
  private static SpannerDatabase target;

  private final String migration = UUID.randomUUID().toString();

  @BeforeAll
  static void createTables() {
    target = TestSpanner.create(SpannerJournal.ddl());
  }

  @AfterAll
  static void close() {
    target.close();
  }

  @Override
  protected Journal journal() {
    return new SpannerJournal(target.client(), migration, clock);
  }

  @Test
  @Fault(
      kind = Fault.Kind.TARGET,
      fault = "DEADLINE_EXCEEDED, the effect done",
      moment = "the journal is written",
      outcome = "written once")
  void writesOnceWhenTheAcknowledgementIsLost() {
    Journal lossy = new SpannerJournal(losing(1, true), migration, clock);

    JournalEntry entry =
        begin(lossy, planned -> planned.in(Phase.CAPTURING).with(Map.of("slot", "s")));

    assertThat(entry.epoch()).isEqualTo(1);
    assertThat(journal().read()).isEqualTo(entry);
    assertThat(journal().history()).containsExactly(entry);
  }

  @Test
  @Fault(
      kind = Fault.Kind.TARGET,
      fault = "DEADLINE_EXCEEDED, the effect not done",
      moment = "the journal is written",
      outcome = "written once")
  void writesOnceWhenTheCommitNeverArrived() {
    Journal lossy = new SpannerJournal(losing(1, false), migration, clock);

    JournalEntry entry = begin(lossy, planned -> planned.in(Phase.CAPTURING));

    assertThat(journal().history()).containsExactly(entry);
  }

  @Test
  @Fault(
      kind = Fault.Kind.TARGET,
      fault = "DEADLINE_EXCEEDED, and reading back fails too",
      moment = "the journal is written",
      outcome = "the outcome is said to be unknown")
  void saysThatTheOutcomeIsUnknownWhenItCannotBeReadBack() {
    Journal lossy = impatient(losing(3, true));
    JournalEntry next = lossy.read().in(Phase.CAPTURING);

    assertThatThrownBy(() -> lossy.replace(next, next))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessageContaining("it is unknown whether the journal of " + migration);
    assertThat(journal().read().phase()).isEqualTo(Phase.CAPTURING);
  }

  @Test
  @Fault(
      kind = Fault.Kind.TARGET,
      fault = "ABORTED, the effect done",
      moment = "the journal is written",
      outcome = "written once")
  void writesOnceWhenSpannerAbortsAndTheFirstAttemptsMayHaveCommitted() {
    Journal busy = impatient(failing(2, true, ErrorCode.ABORTED, "try again"));

    JournalEntry entry = begin(busy, planned -> planned.in(Phase.CAPTURING));

    assertThat(entry.epoch()).isEqualTo(1);
    assertThat(journal().history()).containsExactly(entry);
  }

  @Test
  @Fault(
      kind = Fault.Kind.TARGET,
      fault = "aborted in the words of the emulator, the effect not done",
      moment = "the journal is written",
      outcome = "written once")
  void writesWhenTheEmulatorAbortsInWordsOfItsOwn() {
    Journal busy =
        impatient(failing(2, false, ErrorCode.INVALID_ARGUMENT, "Invalid transaction ID: 7"));

    JournalEntry entry = begin(busy, planned -> planned.in(Phase.CAPTURING));

    assertThat(journal().history()).containsExactly(entry);
  }

  @Test
  void saysWhyItCannotBeWritten() {
    Journal refused =
        impatient(failing(1, false, ErrorCode.PERMISSION_DENIED, "no spanner.databases.write"));
    JournalEntry next = refused.read().in(Phase.CAPTURING);

    assertThatThrownBy(() -> refused.replace(next, next))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("cannot write the journal of " + migration)
        .hasMessageContaining("no spanner.databases.write");
  }

  @Test
  @Fault(
      kind = Fault.Kind.TARGET,
      fault = "a storm of ABORTED that does not end, the effect not done",
      moment = "the journal is written",
      outcome = "fails with its cause, and nothing is written")
  void saysWhyItCannotBeWrittenWhenItGoesOnBeingAborted() {
    Journal refused = impatient(failing(3, false, ErrorCode.ABORTED, "lock contention"));
    JournalEntry next = refused.read().in(Phase.CAPTURING);

    assertThatThrownBy(() -> refused.replace(next, next))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("lock contention");
    assertThat(journal().history()).isEmpty();
  }

  private static JournalEntry begin(Journal journal, UnaryOperator<JournalEntry> change) {
    JournalEntry planned = journal.read();
    return journal.replace(planned, change.apply(planned));
  }

  @Override
  protected void giveUp() {
    target
        .client()
        .write(
            List.of(
                Mutation.delete("crossover_journal", KeySet.all()),
                Mutation.delete("crossover_journal_history", KeySet.all())));
  }

  /** Tries everything three times. */
  private Journal impatient(DatabaseClient client) {
    Retries three = new Retries(3, Duration.ZERO, Duration.ZERO, unused -> {});
    return new SpannerJournal(client, migration, clock, three);
  }

  /** A client whose first commits end without an answer, with their effect or without. */
  private static DatabaseClient losing(int commits, boolean withEffect) {
    return failing(commits, withEffect, ErrorCode.DEADLINE_EXCEEDED, "no answer");
  }

  private static DatabaseClient failing(
      int commits, boolean withEffect, ErrorCode code, String message) {
    int[] left = {commits};
    return proxy(
        DatabaseClient.class,
        target.client(),
        (method, result) ->
            method.equals("readWriteTransaction")
                ? failing(left, withEffect, code, message, (TransactionRunner) result)
                : result);
  }

  private static TransactionRunner failing(
      int[] left, boolean withEffect, ErrorCode code, String message, TransactionRunner runner) {
    return (TransactionRunner)
        Proxy.newProxyInstance(
            SpannerJournalIT.class.getClassLoader(),
            new Class<?>[] {TransactionRunner.class},
            (self, method, arguments) -> {
              boolean lost = method.getName().equals("run") && left[0]-- > 0;
              Object result = lost && !withEffect ? null : method.invoke(runner, arguments);
              if (lost) {
                throw SpannerExceptionFactory.newSpannerException(code, message);
              }
              return result;
            });
  }

  private interface Answer {
    Object of(String method, Object result);
  }

  private static <T> T proxy(Class<T> type, T real, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            SpannerJournalIT.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return answer.of(method.getName(), method.invoke(real, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
