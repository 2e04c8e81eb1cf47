package dev.crossover.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.apply.Tables;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.ledger.PartitionRecord.Loaded;
import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.rows.Partition.KeyBound;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetSchema;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every ledger of partitions keeps to. */
public abstract class PartitionLedgerContract {
  private static final TableName A = TableName.parse("public.a");
  private static final TableName B = TableName.parse("public.b");

  private static final TargetSchema SCHEMA =
      new TargetSchema(
          List.of(
              Tables.table("public.a", "a", 0, "id", Tables.column("id", "int8", Tables.INTEGER)),
              Tables.table("public.b", "b", 0, "id", Tables.column("id", "int8", Tables.INTEGER))));

  private static final Optional<KeyBound> MIDDLE =
      Optional.of(new KeyBound(List.of("5", "a,\"b\"")));
  private static final Partition LOW = new Partition(A, 0, Optional.empty(), MIDDLE);
  private static final Partition HIGH = new Partition(A, 1, MIDDLE, Optional.empty());

  /** An object over the same, at first empty, ledger at each call. */
  protected abstract PartitionLedger ledger();

  @Test
  void aPlanIsReadAsItWasWritten() {
    assertThat(ledger().partitions(A)).isEmpty();
    assertThat(ledger().partition(A, 0)).isEmpty();

    ledger().plan(A, 100, List.of(LOW, HIGH));

    assertThat(ledger().partitions(A))
        .extracting(PartitionRecord::partition)
        .containsExactly(LOW, HIGH);
    assertThat(ledger().partition(A, 1))
        .contains(new PartitionRecord(HIGH, Optional.empty(), Optional.empty()));
    assertThat(ledger().partitions(B)).isEmpty();
  }

  @Test
  void aNewPlanReplacesTheOldOne() {
    ledger().plan(A, 100, List.of(LOW, HIGH));
    Partition whole = new Partition(A, 0, Optional.empty(), Optional.empty());
    ledger().plan(A, 50, List.of(whole));

    assertThat(ledger().partitions(A))
        .extracting(PartitionRecord::partition)
        .containsExactly(whole);
  }

  @Test
  void theFirstAttemptsPositionStays() {
    ledger().plan(A, 100, List.of(LOW, HIGH));
    ledger().start(ledger().partition(A, 0).orElseThrow(), LogPosition.of(7, 1));
    ledger().start(ledger().partition(A, 0).orElseThrow(), LogPosition.of(9, 0));

    assertThat(ledger().partition(A, 0).orElseThrow().position()).contains(LogPosition.of(7, 1));
  }

  @Test
  void theFirstPositionIsTheLowestAsUnsignedNumbers() {
    assertThat(ledger().firstPosition()).isEmpty();
    ledger().plan(A, 100, List.of(LOW, HIGH));
    assertThat(ledger().firstPosition()).isEmpty();

    ledger().start(ledger().partition(A, 0).orElseThrow(), LogPosition.of(-1L, 0));
    ledger().start(ledger().partition(A, 1).orElseThrow(), LogPosition.of(3, 5));

    assertThat(ledger().firstPosition()).contains(LogPosition.of(3, 5));
  }

  @Test
  void aLoadIsCompleteWhenEveryPartitionOfEveryTableIsDone() {
    ledger().plan(A, 100, List.of(LOW, HIGH));
    ledger().finish(LOW, new Loaded(60, 600, 1, 2));
    assertThat(ledger().partition(A, 0).orElseThrow().done()).isTrue();
    assertThat(ledger().partition(A, 1).orElseThrow().done()).isFalse();
    assertThat(ledger().progress(SCHEMA))
        .containsExactly(
            new TableProgress(A, 100, 2, 1, 60, 600, 1, 2),
            new TableProgress(B, 0, 0, 0, 0, 0, 0, 0));

    ledger().finish(HIGH, new Loaded(40, 400, 0, 0));
    assertThat(ledger().isComplete(SCHEMA)).isFalse();

    Partition other = new Partition(B, 0, Optional.empty(), Optional.empty());
    ledger().plan(B, 0, List.of(other));
    ledger().finish(other, new Loaded(0, 0, 0, 0));
    assertThat(ledger().isComplete(SCHEMA)).isTrue();
    assertThat(ledger().progress(SCHEMA).get(0).rows()).isEqualTo(100);
  }
}
