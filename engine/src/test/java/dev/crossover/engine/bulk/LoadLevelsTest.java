package dev.crossover.engine.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.workers.Workers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LoadLevelsTest {
  private static final TableName PARENT = new TableName("public", "parent");
  private static final TableName CHILD = new TableName("public", "child");

  private final Loads loads = new Loads();
  private final LoadLevels job = new LoadLevels(loads, new Workers("test", 3));

  /** Five partitions of a parent in level 0, and two of its child in level 1. */
  private static final class Loads implements PartitionLoads {
    final Set<String> done = Collections.synchronizedSet(new HashSet<>());
    final List<String> order = Collections.synchronizedList(new ArrayList<>());
    Optional<String> failing = Optional.empty();
    boolean forgetful;

    @Override
    public SortedMap<Integer, List<Partition>> plan(int partitionRows) {
      SortedMap<Integer, List<Partition>> levels = new TreeMap<>();
      add(levels, 0, PARENT, 5);
      add(levels, 1, CHILD, 2);
      return levels;
    }

    private void add(
        SortedMap<Integer, List<Partition>> levels, int level, TableName table, int count) {
      for (int number = 0; number < count; number++) {
        if (!done.contains(name(table, number))) {
          levels
              .computeIfAbsent(level, unused -> new ArrayList<>())
              .add(new Partition(table, number, Optional.empty(), Optional.empty()));
        }
      }
    }

    @Override
    public void load(TableName table, int number) {
      String name = name(table, number);
      if (failing.filter(name::equals).isPresent()) {
        throw new SourceException("cannot read " + name);
      }
      order.add(name);
      if (!forgetful) {
        done.add(name);
      }
    }

    @Override
    public boolean isComplete() {
      return done.size() == 7;
    }

    private static String name(TableName table, int number) {
      return table.name() + number;
    }
  }

  @Test
  void loadsEveryPartitionAndParentsFirst() {
    job.run(100);
    assertThat(loads.order.subList(0, 5))
        .containsExactlyInAnyOrder("parent0", "parent1", "parent2", "parent3", "parent4");
    assertThat(loads.order.subList(5, 7)).containsExactlyInAnyOrder("child0", "child1");
  }

  @Test
  void startsNoLevelAfterAFailure() {
    loads.failing = Optional.of("parent4");
    assertThatThrownBy(() -> job.run(100))
        .isInstanceOf(SourceException.class)
        .hasMessage("cannot read parent4");
    assertThat(loads.order).noneMatch(name -> name.startsWith("child"));
  }

  @Test
  void goesOnWhereItFailed() {
    loads.failing = Optional.of("child1");
    assertThatThrownBy(() -> job.run(100)).isInstanceOf(SourceException.class);
    loads.failing = Optional.empty();
    loads.order.clear();
    job.run(100);
    assertThat(loads.order).contains("child1").noneMatch(name -> name.startsWith("parent"));
  }

  @Test
  void doesNothingOnceAllIsDone() {
    job.run(100);
    loads.order.clear();
    job.run(100);
    assertThat(loads.order).isEmpty();
  }

  @Test
  void isNotDoneWhilePartitionsAreNotInTheLedger() {
    loads.forgetful = true;
    assertThatThrownBy(() -> job.run(100))
        .isInstanceOf(TargetException.class)
        .hasMessage("the job ended with partitions that are not loaded; start it again");
  }
}
