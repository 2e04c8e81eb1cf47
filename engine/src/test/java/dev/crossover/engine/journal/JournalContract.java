package dev.crossover.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.processes.ProcessStart;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What every journal does. */
public abstract class JournalContract {
  protected final TestClock clock = new TestClock();

  private static final Owner OWNER = new Owner("host", 1, new ProcessStart("boot:2"), "one");
  private static final Owner OTHER = new Owner("host", 3, new ProcessStart("boot:4"), "two");

  /** An empty journal, the same one for the whole test. */
  protected abstract Journal journal();

  /** Takes the journal away, and makes an empty one, as giving up and beginning anew do. */
  protected abstract void giveUp();

  private static JournalEntry replace(
      Journal journal, JournalEntry known, UnaryOperator<JournalEntry> change) {
    return journal.replace(known, change.apply(known));
  }

  @Test
  void beginsAsPlannedAtEpochZero() {
    assertThat(journal().read().phase()).isEqualTo(Phase.PLANNED);
    assertThat(journal().read().epoch()).isZero();
  }

  @Test
  void keepsWhatWasWrittenAndItsHistory() {
    Journal journal = journal();
    JournalEntry capturing =
        replace(
            journal, journal.read(), entry -> entry.in(Phase.CAPTURING).with(Map.of("slot", "s")));
    JournalEntry bulk =
        journal.replace(
            capturing,
            capturing
                .in(Phase.BULK_LOADING)
                .with(Map.of("rows", "7"))
                .withPlan("hash")
                .fencedBy("{}")
                .ownedBy(OWNER, clock.instant()));

    assertThat(journal.read()).isEqualTo(bulk);
    assertThat(bulk)
        .isEqualTo(
            new JournalEntry(
                capturing.migrationId(),
                Phase.BULK_LOADING,
                2,
                Optional.of(OWNER),
                Optional.of(clock.instant()),
                Optional.of("hash"),
                Optional.of("{}"),
                Map.of("slot", "s", "rows", "7"),
                clock.instant()));
    assertThat(journal.history()).containsExactly(capturing, bulk);
  }

  @Test
  void refusesAWriterThatKnewAnOlderEpoch() {
    Journal journal = journal();
    JournalEntry planned = journal.read();
    JournalEntry capturing = journal.replace(planned, planned.in(Phase.CAPTURING));

    assertThatThrownBy(() -> journal.replace(planned, planned.in(Phase.CAPTURING)))
        .isInstanceOf(StaleEpochException.class)
        .hasMessageContaining("at epoch 1 in phase CAPTURING, this process knew epoch 0");
    assertThat(journal.read()).isEqualTo(capturing);
  }

  @Test
  void renewsOnlyTheLeaseOfItsOwner() {
    Journal journal = journal();
    JournalEntry owned =
        replace(journal, journal.read(), entry -> entry.ownedBy(OWNER, clock.instant()));

    assertThat(journal.renew(OTHER, clock.instant().plusSeconds(9))).isFalse();
    assertThat(journal.renew(OWNER, clock.instant().plusSeconds(5))).isTrue();
    assertThat(journal.read().leaseExpires()).contains(clock.instant().plusSeconds(5));
    assertThat(journal.read().epoch()).isEqualTo(owned.epoch());
  }

  @Test
  @Fault(
      kind = Fault.Kind.TWO_LAUNCHERS,
      fault = "two launchers at once",
      moment = "the lease is taken",
      outcome = "one has it, the other says which process has")
  void givesTheLeaseToOneOwnerAtATime() {
    Journal journal = journal();
    try (Lease lease = Lease.acquire(journal, OWNER, clock.timing(), owner -> false)) {
      assertThat(lease.entry().owner()).contains(OWNER);
      assertThatThrownBy(() -> Lease.acquire(journal, OTHER, clock.timing(), owner -> false))
          .isInstanceOf(AlreadyRunningException.class)
          .hasMessageContaining("process 1 on host already works on this migration");
    }

    assertThat(Lease.acquire(journal, OTHER, clock.timing(), owner -> false).entry().owner())
        .contains(OTHER);
  }

  @Test
  @Fault(
      kind = Fault.Kind.TWO_LAUNCHERS,
      fault = "a launcher that was thought dead goes on",
      moment = "its lease was taken over",
      outcome = "it can move nothing any more and its renewals are refused")
  void refusesTheFormerOwnerOnceItsExpiredLeaseIsTaken() {
    Journal journal = journal();
    Lease former = Lease.acquire(journal, OWNER, clock.timing(), owner -> false);
    clock.advance(Lease.LENGTH.minusSeconds(1));
    assertThat(former.renew()).isTrue();
    clock.advance(Duration.ofSeconds(2));
    assertThatThrownBy(() -> Lease.acquire(journal, OTHER, clock.timing(), owner -> false))
        .isInstanceOf(AlreadyRunningException.class);

    clock.advance(Lease.LENGTH);
    Lease present = Lease.acquire(journal, OTHER, clock.timing(), owner -> false);

    assertThatThrownBy(() -> former.advance(Phase.PLANNED, Phase.CAPTURING, Map.of()))
        .isInstanceOf(StaleEpochException.class);
    assertThat(former.renew()).isFalse();
    former.close();
    assertThat(present.advance(Phase.PLANNED, Phase.CAPTURING, Map.of("by", "two")).details())
        .containsEntry("by", "two");
  }

  @Test
  void takesTheLeaseOfAProcessThatIsGone() {
    Journal journal = journal();
    Lease.acquire(journal, OWNER, clock.timing(), owner -> false);

    assertThat(Lease.acquire(journal, OTHER, clock.timing(), OWNER::equals).entry().owner())
        .contains(OTHER);
  }

  @Test
  @Fault(
      kind = Fault.Kind.TWO_LAUNCHERS,
      fault = "a launcher stands still, and its migration is given up, and begun anew, meanwhile",
      moment = "it writes the journal, at an epoch that the new migration has too",
      outcome = "the journal refuses it, for good")
  void refusesWhoeverKnowsAMigrationThatWasGivenUp() {
    Journal journal = journal();
    Lease former = Lease.acquire(journal, OWNER, clock.timing(), owner -> false);

    giveUp();

    assertThatThrownBy(() -> former.advance(Phase.PLANNED, Phase.CAPTURING, Map.of()))
        .isInstanceOf(StaleEpochException.class)
        .hasMessageContaining("was given up meanwhile");
    assertThat(journal.history()).isEmpty();

    Lease present = Lease.acquire(journal, OTHER, clock.timing(), owner -> false);
    assertThat(present.entry().epoch()).isEqualTo(former.entry().epoch());
    assertThat(present.entry().migrationId()).isNotEqualTo(former.entry().migrationId());

    assertThatThrownBy(() -> former.advance(Phase.PLANNED, Phase.CAPTURING, Map.of()))
        .isInstanceOf(StaleEpochException.class)
        .hasMessageContaining("was given up meanwhile");
    assertThatThrownBy(former::reread).isInstanceOf(StaleEpochException.class);
    assertThat(former.renew()).isFalse();
    former.close();
    assertThat(journal.read()).isEqualTo(present.entry());
    assertThat(journal.history()).containsExactly(present.entry());
  }
}
