package dev.crossover.engine.apply;

import dev.crossover.engine.changes.ChangeEvent;
import dev.crossover.engine.changes.ChangeEvent.Kind;
import dev.crossover.engine.changes.ChangePosition;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TargetTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a source with a table of parents and a table of their children did, at random but without
 * breaking a foreign key, as a list of transactions in the order of their commits.
 *
 * <p>A row's key may change, which writes two events at one position. The first row that a
 * transaction inserts may be logged long before the transaction commits.
 */
final class RandomLog {
  private static final int KEYS = 4;

  private final TargetTable parent;
  private final TargetTable child;
  private final Random random;
  private final Map<Long, Long> parents = new HashMap<>();
  private final Map<Long, Long> children = new HashMap<>();
  private final List<List<ChangeEvent>> transactions = new ArrayList<>();
  private final List<long[]> places = new ArrayList<>();
  private long log = 1_000;
  private List<ChangeEvent> open = new ArrayList<>();
  private long committedBefore = log;

  RandomLog(TargetTable parent, TargetTable child, Random random) {
    this.parent = parent;
    this.child = child;
    this.random = random;
  }

  /** Parents and their values, children and their parents, as the source has them in the end. */
  Map<Long, Long> parents() {
    return parents;
  }

  Map<Long, Long> children() {
    return children;
  }

  /** The rows that a backfill found before anything happened. */
  List<ChangeEvent> backfill() {
    List<ChangeEvent> rows = new ArrayList<>();
    for (long id = 0; id < KEYS; id++) {
      if (random.nextBoolean()) {
        parents.put(id, 0L);
        rows.add(event(parent, Kind.UPSERT, id, 0, ChangePosition.START));
      }
    }
    return rows;
  }

  void transact(int changes) {
    for (int change = 0; change < changes; change++) {
      change(random.nextInt(6));
    }
    log += 1 + random.nextInt(3);
    if (!open.isEmpty()) {
      transactions.add(open);
      places.add(new long[] {committedBefore, log});
    }
    open = new ArrayList<>();
    committedBefore = log;
  }

  private void change(int what) {
    long id = random.nextInt(KEYS);
    long other = random.nextInt(KEYS);
    switch (what) {
      case 0 -> write(parent, parents, id, random.nextInt(9));
      case 1 -> {
        if (parents.containsKey(other)) {
          write(child, children, id, other);
        }
      }
      case 2 -> {
        if (parents.containsKey(id) && !children.containsValue(id)) {
          delete(parent, parents, id, next());
        }
      }
      case 3 -> {
        if (children.containsKey(id)) {
          delete(child, children, id, next());
        }
      }
      case 4 -> {
        if (!children.containsValue(id)) {
          rename(parent, parents, id, other);
        }
      }
      default -> rename(child, children, id, other);
    }
  }

  private void write(TargetTable table, Map<Long, Long> rows, long id, long value) {
    boolean logsEarly = open.isEmpty() && !rows.containsKey(id) && random.nextBoolean();
    rows.put(id, value);
    long at = logsEarly ? 1 + random.nextInt((int) next()) : next();
    open.add(event(table, Kind.UPSERT, id, value, at(at)));
  }

  private void delete(TargetTable table, Map<Long, Long> rows, long id, long at) {
    rows.remove(id);
    open.add(event(table, Kind.DELETE, id, 0, at(at)));
  }

  private void rename(TargetTable table, Map<Long, Long> rows, long id, long other) {
    if (!rows.containsKey(id) || rows.containsKey(other)) {
      return;
    }
    long value = rows.get(id);
    long at = next();
    delete(table, rows, id, at);
    rows.put(other, value);
    open.add(event(table, Kind.UPSERT, other, value, at(at)));
  }

  private long next() {
    return ++log;
  }

  private ChangePosition at(long position) {
    return new ChangePosition(new Position(committedBefore, 0), new Position(position, 0));
  }

  private static ChangeEvent event(
      TargetTable table, Kind kind, long id, long value, ChangePosition position) {
    return new ChangeEvent(table.source(), kind, Map.of("id", id, "v", value), position, "", 0);
  }

  /**
   * Every event at least once, in any order, cut into files. A transaction may come again as a
   * whole, after a restart of the capture, and then stands at another place between the same two.
   */
  List<ChangeEvent> delivered(List<ChangeEvent> backfill) {
    List<ChangeEvent> all = new ArrayList<>(backfill);
    transactions.forEach(all::addAll);
    for (int i = 0; i < transactions.size(); i++) {
      if (random.nextInt(4) == 0) {
        all.addAll(again(transactions.get(i), places.get(i)));
      }
    }
    for (int copies = random.nextInt(4); copies > 0 && !all.isEmpty(); copies--) {
      all.add(all.get(random.nextInt(all.size())));
    }
    Collections.shuffle(all, random);
    List<ChangeEvent> placed = new ArrayList<>();
    for (ChangeEvent event : all) {
      String file = "f" + random.nextInt(5);
      placed.add(
          new ChangeEvent(
              event.table(), event.kind(), event.values(), event.position(), file, placed.size()));
    }
    return placed;
  }

  private List<ChangeEvent> again(List<ChangeEvent> transaction, long[] place) {
    long commit = place[0] + random.nextInt((int) (place[1] - place[0]));
    return transaction.stream()
        .map(
            event ->
                new ChangeEvent(
                    event.table(),
                    event.kind(),
                    event.values(),
                    new ChangePosition(new Position(commit, 0), event.position().change()),
                    event.file(),
                    event.index()))
        .toList();
  }
}
