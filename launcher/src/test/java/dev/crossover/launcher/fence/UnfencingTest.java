package dev.crossover.launcher.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.FakeJournal;
import dev.crossover.engine.journal.Journal;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.JournalException;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Owner;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.journal.TestClock;
import dev.crossover.engine.processes.ProcessStart;
import dev.crossover.engine.source.FakeFence;
import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.FencePlan;
import dev.crossover.engine.source.FenceRecord;
import dev.crossover.engine.time.Timing;
import dev.crossover.launcher.world.Faults;
import dev.crossover.launcher.world.Faults.When;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnfencingTest {
  private final TestClock clock = new TestClock();
  private final Timing timing = clock.timing();
  private final Faults faults = new Faults();
  private final FakeFence source = new FakeFence();
  private final FakeJournal stored = new FakeJournal(clock);
  private final Journal journal = faults.around(Journal.class, "journal", stored);
  private final Unfencing unfencing =
      new Unfencing(faults.around(Fence.class, "fence", source), timing);

  private Lease lease(String token) {
    return Lease.acquire(
        journal, new Owner("here", 1, new ProcessStart("boot:0"), token), timing, owner -> true);
  }

  private FenceRecord fenced(Lease lease) {
    for (Phase phase : List.of(Phase.CAPTURING, Phase.BULK_LOADING, Phase.APPLYING, Phase.READY)) {
      lease.change(entry -> entry.in(phase));
    }
    FenceRecord record = source.look().record();
    lease.change(entry -> entry.in(Phase.FENCED).fencedBy(record.json()));
    source.raise(lease.entry().epoch(), "memory", record);
    return record;
  }

  private void assertOpen() {
    assertThat(source.isUp()).isFalse();
    assertThat(stored.read().phase()).isEqualTo(Phase.READY);
    assertThat(stored.read().fence()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void isNeededOnlyBetweenTheFenceAndTheJournal(Phase phase) {
    boolean fenced = phase == Phase.FENCED || phase == Phase.CAUGHT_UP || phase == Phase.VERIFIED;

    assertThat(Unfencing.isNeeded(entry(phase))).isEqualTo(fenced);
    assertThat(Unfencing.isNeeded(entry(phase).fencedBy("{}")))
        .as("with a record of a fence")
        .isEqualTo(fenced || phase == Phase.READY);
  }

  private JournalEntry entry(Phase phase) {
    JournalEntry first = stored.read();
    return new JournalEntry(
        first.migrationId(),
        phase,
        1,
        first.owner(),
        first.leaseExpires(),
        first.planHash(),
        first.fence(),
        first.details(),
        first.updatedAt());
  }

  @Test
  void movesTheEpochOnBeforeItOpensTheSource() {
    Lease lease = lease("one");
    fenced(lease);
    int before = faults.everyCall().size();

    assertThat(unfencing.afterAnotherProcess(lease, "it died")).isTrue();

    assertThat(faults.everyCall().subList(before, faults.everyCall().size()))
        .containsExactly("journal.replace", "fence.lower", "journal.replace");
    assertOpen();
    assertThat(stored.read().details()).containsEntry("unfenced", "it died");
  }

  @Test
  void doesNothingWhenTheSourceIsOpen() {
    Lease lease = lease("one");

    assertThat(unfencing.afterAnotherProcess(lease, "it died")).isFalse();
    assertThat(faults.calls()).doesNotContain("fence.lower");
  }

  @Test
  @Fault(
      kind = Fault.Kind.TARGET,
      fault = "the journal does not answer",
      moment = "a later command un-fences",
      outcome =
          "it fails and leaves the source closed, as another one may have written the journal; the"
              + " next command un-fences",
      sourceClosed = "until a command reaches the journal")
  void leavesTheSourceAloneWhileItCannotMoveTheEpochOn() {
    Lease lease = lease("one");
    fenced(lease);
    faults.strike("journal.replace", When.BEFORE, () -> new JournalException("no answer", null));

    assertThatThrownBy(() -> unfencing.afterAnotherProcess(lease, "it died"))
        .isInstanceOf(JournalException.class);
    assertThat(source.isUp()).isTrue();

    assertThat(unfencing.afterAnotherProcess(lease, "it died")).isTrue();
    assertOpen();
  }

  @Test
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "the connection to the source breaks",
      moment = "a later command un-fences",
      outcome = "that command fails and keeps the record; the next one un-fences",
      sourceClosed = "until a command reaches the source")
  void keepsTheRecordUntilTheSourceIsOpen() {
    Lease lease = lease("one");
    fenced(lease);
    faults.strike("fence.lower", When.BEFORE, () -> new SourceException("broken pipe"));

    assertThatThrownBy(() -> unfencing.afterAnotherProcess(lease, "it died"))
        .isInstanceOf(SourceException.class);
    assertThat(stored.read().phase()).isEqualTo(Phase.READY);
    assertThat(stored.read().fence()).isPresent();

    assertThat(unfencing.afterAnotherProcess(lease, "it died")).isTrue();
    assertOpen();
  }

  @Test
  @Fault(
      kind = Fault.Kind.TARGET,
      fault = "the journal does not answer",
      moment = "un-fencing by the cutover itself",
      outcome = "the source is opened first",
      sourceClosed = Fault.UNTIL_SEEN)
  void opensTheSourceOfItsOwnCutoverAlthoughTheJournalDoesNotAnswer() throws InterruptedException {
    Lease lease = lease("one");
    FenceRecord record = fenced(lease);
    faults.strike("journal.read", When.BEFORE, () -> new JournalException("no answer", null));

    assertThat(unfencing.afterOwnFailure(lease, record, "a mismatch")).isEmpty();
    assertThat(source.isUp()).isFalse();
  }

  @Test
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "the connection to the source breaks",
      moment = "un-fencing",
      outcome = "tried again; the source is open",
      sourceClosed = Fault.UNTIL_SEEN)
  void triesTheSourceAgain() throws InterruptedException {
    Lease lease = lease("one");
    FenceRecord record = fenced(lease);
    faults.strike("fence.lower", When.BEFORE, () -> new SourceException("broken pipe"));

    assertThat(unfencing.afterOwnFailure(lease, record, "a mismatch")).isEmpty();
    assertOpen();
  }

  @Test
  void saysWhyTheSourceMayStillBeFenced() throws InterruptedException {
    Lease lease = lease("one");
    FenceRecord record = fenced(lease);
    Fence broken =
        new Fence() {
          @Override
          public FencePlan look() {
            return new FencePlan(record, "close it");
          }

          @Override
          public String raise(long epoch, String target, FenceRecord taken) {
            return "closed";
          }

          @Override
          public void lower(long epoch, FenceRecord taken) {
            throw new SourceException("broken pipe");
          }

          @Override
          public void seal(long epoch, FenceRecord record) {}

          @Override
          public boolean lowerUnsealed() {
            return false;
          }

          @Override
          public Optional<String> givingBack() {
            return Optional.empty();
          }

          @Override
          public Optional<Raised> raised() {
            return Optional.empty();
          }

          @Override
          public List<String> leaks(FenceRecord taken) {
            return List.of();
          }
        };

    assertThat(new Unfencing(broken, timing).afterOwnFailure(lease, record, "a mismatch"))
        .hasValueSatisfying(
            problem -> assertThat(problem).contains("could not be un-fenced: broken pipe"));
    assertThat(stored.read().fence()).as("for the next command").isPresent();
  }

  @Test
  @Fault(
      kind = Fault.Kind.TWO_LAUNCHERS,
      fault = "a launcher that was thought dead goes on",
      moment = "it un-fences",
      outcome = "leaves it to whoever has taken over; the source is open",
      sourceClosed = Fault.LEASE)
  void leavesTheSourceToWhoeverHasTakenOver() throws InterruptedException {
    Lease stale = lease("one");
    FenceRecord record = fenced(stale);
    Lease newer = lease("two");
    unfencing.afterAnotherProcess(newer, "it died");

    assertThat(unfencing.afterOwnFailure(stale, record, "a mismatch"))
        .hasValueSatisfying(problem -> assertThat(problem).contains("has taken over"));
    assertOpen();
  }
}
