package dev.crossover.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.verify.encoding.CanonicalEncoding;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import dev.crossover.engine.verify.encoding.KeyPart;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RecheckTest {
  private static final ComparedKey KEY = new ComparedKey(List.of(KeyPart.of(BigDecimal.ONE)));

  /** What the judge said. */
  private static final class Heard implements Recheck.Listener {
    final Set<Integer> differing = new TreeSet<>();
    final List<String> unjudged = new ArrayList<>();

    @Override
    public void differs(Optional<EncodedRow> source, List<EncodedRow> target) {
      EncodedRow row = source.or(() -> target.stream().findFirst()).orElseThrow();
      differing.add(SimulatedMigration.number(row.key()));
    }

    @Override
    public void unjudged(int keys, String reason) {
      unjudged.add(keys + ": " + reason);
    }
  }

  private static Heard judge(LiveChanges live, LiveRows rows, Collection<ComparedKey> keys) {
    Heard heard = new Heard();
    new Recheck(live, 50, Duration.ofSeconds(7))
        .judge(List.of(new Recheck.Candidates(rows, keys, heard)));
    return heard;
  }

  @Property(tries = 5000)
  void aChangeOnItsWayIsNeverAMismatch(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int writes) {
    SimulatedMigration migration = new SimulatedMigration(seed, writes);

    Heard heard = judge(migration, migration, migration.candidates());

    assertThat(heard.differing).isEmpty();
  }

  @Property(tries = 5000)
  void whatIsReallyBrokenIsAlwaysFound(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int writes) {
    SimulatedMigration migration = new SimulatedMigration(seed, writes);
    migration.corrupt(3);

    Heard heard = judge(migration, migration, migration.candidates());

    assertThat(heard.differing).isEqualTo(migration.corrupted());
  }

  @Test
  void saysThatItCouldNotJudgeWhileNothingIsApplied() {
    SimulatedMigration migration = new SimulatedMigration(1, 3);
    Heard heard = judge(ChangesOnTheirWay.stuck(), migration, List.of(KEY));

    assertThat(heard.differing).isEmpty();
    assertThat(heard.unjudged)
        .containsExactly("1: changes up to 16.848 were not applied within 7 s");
  }

  @Test
  void givesUpOnARowThatChangesInEveryRound() {
    LiveRows hot =
        new LiveRows() {
          private int reads;

          private EncodedRow row() {
            return new EncodedRow(KEY, List.of(CanonicalEncoding.integer(reads++)));
          }

          @Override
          public Map<ComparedKey, EncodedRow> source(Collection<ComparedKey> keys) {
            return Map.of(KEY, row());
          }

          @Override
          public Map<ComparedKey, List<EncodedRow>> target(Collection<ComparedKey> keys) {
            return Map.of(KEY, List.of(row()));
          }

          @Override
          public Map<ComparedKey, String> marks(Collection<ComparedKey> keys) {
            return Map.of(KEY, "mark " + reads++);
          }
        };

    Heard heard = judge(new SimulatedMigration(1, 1), hot, List.of(KEY));

    assertThat(heard.differing).isEmpty();
    assertThat(heard.unjudged).containsExactly("1: they changed in each of 50 rechecks");
  }

  @Test
  void aFailedReadLeavesTheTableUnjudgedAndTheOthersJudged() {
    LiveRows broken =
        new LiveRows() {
          @Override
          public Map<ComparedKey, EncodedRow> source(Collection<ComparedKey> keys) {
            return Map.of();
          }

          @Override
          public Map<ComparedKey, List<EncodedRow>> target(Collection<ComparedKey> keys) {
            throw new TargetException("cannot read");
          }

          @Override
          public Map<ComparedKey, String> marks(Collection<ComparedKey> keys) {
            return Map.of();
          }
        };
    SimulatedMigration migration = new SimulatedMigration(3, 1);
    migration.corrupt(1);
    Heard ofBroken = new Heard();
    Heard ofOther = new Heard();

    new Recheck(migration, 9, Duration.ofSeconds(7))
        .judge(
            List.of(
                new Recheck.Candidates(broken, List.of(KEY), ofBroken),
                new Recheck.Candidates(migration, migration.candidates(), ofOther)));

    assertThat(ofBroken.unjudged).containsExactly("1: cannot read");
    assertThat(ofOther.differing).isEqualTo(migration.corrupted());
  }
}
