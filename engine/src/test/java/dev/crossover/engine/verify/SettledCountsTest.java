package dev.crossover.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.ComparedTables;
import dev.crossover.engine.verify.sides.InMemoryComparedSource;
import dev.crossover.engine.verify.sides.InMemoryComparedTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SettledCountsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(7);
  private static final TargetTable ITEM = ComparedTables.named("item");

  /** What was said of a table. */
  private static final class Heard implements SettledCounts.Listener {
    final List<String> heard = new ArrayList<>();
    long gained;

    @Override
    public void counted(long source, long target) {
      heard.add(source + " " + target);
      gained = target - source;
    }

    @Override
    public void uncounted(String reason) {
      heard.add(reason);
    }
  }

  private static Heard count(CountedSides sides, Optional<LiveChanges> live) {
    Heard heard = new Heard();
    new SettledCounts(sides, live, TIMEOUT).count(List.of(wanted("item", heard)));
    return heard;
  }

  private static SettledCounts.Wanted wanted(String table, Heard heard) {
    return new SettledCounts.Wanted(
        ComparedTable.of(ComparedTables.named(table), new InMemoryComparedSource()), heard);
  }

  @Property(tries = 5000)
  void changesOnTheirWayAreNeverADifference(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int writes) {
    SimulatedMigration migration = new SimulatedMigration(seed, writes);

    assertThat(count(migration, Optional.of(migration)).gained).isZero();
  }

  @Property(tries = 5000)
  void rowsLostAndWonAreCountedExactlyWhileWritesFlow(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int writes) {
    SimulatedMigration migration = new SimulatedMigration(seed, writes);
    migration.corrupt(3);

    assertThat(count(migration, Optional.of(migration)).gained).isEqualTo(migration.gained());
  }

  @Test
  void whereNothingIsOnItsWayEveryRowCounts() {
    InMemoryComparedSource source =
        new InMemoryComparedSource().create(ITEM).put(ITEM, 1L, "a").put(ITEM, 2L, "b");
    InMemoryComparedTarget target = new InMemoryComparedTarget().create(ITEM).put(ITEM, 1L, "a");

    assertThat(count(CountedSides.of(source, target), Optional.empty()).heard)
        .containsExactly("2 1");
  }

  @Test
  void whatCannotBeAppliedInTimeIsNotCounted() {
    assertThat(count(new SimulatedMigration(1, 3), Optional.of(ChangesOnTheirWay.stuck())).heard)
        .containsExactly("changes up to 16.848 were not applied within 7 s");
  }

  @Test
  void aTableThatIsNotThereLeavesTheOthersCounted() {
    InMemoryComparedSource source = new InMemoryComparedSource().create(ITEM);
    InMemoryComparedTarget target = new InMemoryComparedTarget().create(ITEM);
    Heard nowhere = new Heard();
    Heard item = new Heard();

    new SettledCounts(CountedSides.of(source, target), Optional.empty(), TIMEOUT)
        .count(List.of(wanted("nowhere", nowhere), wanted("item", item)));

    assertThat(nowhere.heard).containsExactly("the source has no table public.nowhere");
    assertThat(item.heard).containsExactly("0 0");
  }

  @Test
  void aSideThatCannotBeReadLeavesEveryTableUncounted() {
    InMemoryComparedTarget target = new InMemoryComparedTarget().create(ITEM).breakDown();
    InMemoryComparedSource source = new InMemoryComparedSource().create(ITEM);

    assertThat(count(CountedSides.of(source, target), Optional.empty()).heard)
        .containsExactly("cannot read from the target");
  }
}
