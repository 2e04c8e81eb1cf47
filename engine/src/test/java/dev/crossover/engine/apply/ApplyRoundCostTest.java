package dev.crossover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.changes.DatastreamFormat;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.TestChangeMetadata;
import dev.crossover.engine.changes.TestChanges;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.ledger.AppliedFile;
import dev.crossover.engine.ledger.ChangeFolder;
import dev.crossover.engine.ledger.FileLedger;
import dev.crossover.engine.ledger.InMemoryFileLedger;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.InMemoryTarget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** What rounds ask of the bucket and the ledger follows the new files, and nothing else. */
class ApplyRoundCostTest {
  private static final TargetSchema SCHEMA =
      new TargetSchema(
          List.of(
              Tables.table("public.p", "p", 0, "id", Tables.column("id", "int8", Tables.INTEGER))));

  private final InMemoryBucket bucket = new InMemoryBucket();
  private final CountingLedger ledger = new CountingLedger(new InMemoryFileLedger());
  private final ApplyRound round =
      new ApplyRound(
          new ChangeFolder(bucket, "changes/"),
          new DatastreamFormat(new TestChangeMetadata()),
          new ApplyBatch(
              new InMemoryTarget(SCHEMA),
              SCHEMA,
              (value, type) -> value.toString(),
              CommitLimits.DEFAULT),
          ledger,
          new DeadLetters(bucket, "dead-letters", Clock.systemUTC()),
          new ApplyRound.Limits(10, 3, Duration.ofMillis(100)),
          ApplyRound.Shard.WHOLE,
          Clock.systemUTC());

  @Test
  void aBacklogIsListedAndLookedUpOnceHoweverManyRoundsItTakes() {
    for (int file = 0; file < 600; file++) {
      write(file);
    }
    int rounds = drain();

    assertThat(rounds).isEqualTo(61);
    assertThat(ledger.asked).isEqualTo(600);
    assertThat(bucket.list("changes/")).isEmpty();
  }

  @Test
  void anotherFileCostsTheSameWhateverWasAppliedBefore() {
    for (int file = 0; file < 600; file++) {
      write(file);
    }
    drain();
    ledger.asked = 0;
    write(600);
    drain();

    assertThat(ledger.asked).isEqualTo(1);
  }

  private int drain() {
    int rounds = 1;
    while (round.run().more()) {
      rounds++;
    }
    return rounds;
  }

  private void write(int number) {
    bucket.write(
        "changes/public_p/2026/01/01/%02d/%02d/f.avro".formatted(number / 60, number % 60),
        TestChanges.of("public.p", Map.of("id", Schema.create(Schema.Type.LONG)))
            .change("INSERT", 1 + number, Map.of("id", (long) number))
            .toBytes());
  }

  /** Counts the files that it is asked for. */
  private static final class CountingLedger implements FileLedger {
    private final FileLedger ledger;
    private int asked;

    CountingLedger(FileLedger ledger) {
      this.ledger = ledger;
    }

    @Override
    public Backlog backlog(List<String> listed) {
      asked += listed.size();
      return ledger.backlog(listed);
    }

    @Override
    public void record(Collection<AppliedFile> files) {
      ledger.record(files);
    }

    @Override
    public Map<String, TableCounts> countsByTable() {
      return ledger.countsByTable();
    }

    @Override
    public List<AppliedFile> reaching(String prefix, Position place) {
      return ledger.reaching(prefix, place);
    }

    @Override
    public Optional<Instant> lastRecorded() {
      return ledger.lastRecorded();
    }
  }
}
