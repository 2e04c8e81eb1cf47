package dev.crossover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.changes.ChangeEvent;
import dev.crossover.engine.changes.ChangeEvent.Kind;
import dev.crossover.engine.changes.ChangeFile;
import dev.crossover.engine.changes.ChangePosition;
import dev.crossover.engine.changes.ChangeRecord;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.InMemoryTarget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Promise 2: any permutation, duplication, splitting and re-delivery of the events of some keys
 * leads to the state after the newest event of each key.
 */
class OrderFreedomTest {
  private static final TargetTable TABLE =
      Tables.table(
          "public.t",
          "t",
          0,
          "id",
          Tables.column("id", "int8", Tables.INTEGER),
          Tables.column("v", "int8", Tables.INTEGER));

  private static final TargetSchema SCHEMA = new TargetSchema(List.of(TABLE));

  @Property(tries = 2_000)
  void convergesToTheStateAfterTheNewestEventOfEachKey(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int keys,
      @ForAll @IntRange(min = 1, max = 40) int events,
      @ForAll @IntRange(min = 1, max = 10) int batches) {
    Random random = new Random(seed);
    List<ChangeEvent> log = history(random, keys, events);
    Map<Long, Long> expected = new HashMap<>();
    log.forEach(event -> replay(event, expected));

    List<ChangeEvent> delivered = new ArrayList<>(log);
    for (int copy = random.nextInt(events + 1); copy > 0; copy--) {
      ChangeEvent event = log.get(random.nextInt(log.size()));
      // A second delivery comes in another file, at another place.
      delivered.add(event(event, "redelivered" + copy, random.nextInt(100)));
    }
    Collections.shuffle(delivered, random);

    List<List<ChangeEvent>> split = new ArrayList<>();
    for (int batch = 0; batch < batches; batch++) {
      split.add(new ArrayList<>());
    }
    for (ChangeEvent event : delivered) {
      split.get(random.nextInt(batches)).add(event);
    }
    InMemoryTarget target = new InMemoryTarget(SCHEMA);
    ApplyBatch apply =
        new ApplyBatch(target, SCHEMA, (value, type) -> value.toString(), CommitLimits.DEFAULT);
    split.forEach(batch -> apply.apply(files(batch)));
    split.forEach(batch -> apply.apply(files(batch))); // everything once more

    Map<Long, Long> actual = new HashMap<>();
    target.rows("t").forEach(row -> actual.put((Long) row.get("id"), (Long) row.get("v")));
    assertThat(actual).isEqualTo(expected);
  }

  /** Backfilled rows first, then a log in which a changed key writes two events at one position. */
  private static List<ChangeEvent> history(Random random, int keys, int events) {
    List<ChangeEvent> log = new ArrayList<>();
    long position = 100;
    for (long key = 0; key < keys; key++) {
      if (random.nextBoolean()) {
        log.add(event(Kind.UPSERT, key, random.nextInt(9), ChangePosition.START, "backfill", key));
      }
    }
    while (log.size() < events) {
      long key = random.nextInt(keys);
      position += 1 + random.nextInt(5);
      ChangePosition at = ChangePosition.ofLog(new Position(position, 0));
      long index = random.nextInt(5);
      switch (random.nextInt(3)) {
        case 0 -> log.add(event(Kind.DELETE, key, 0, at, "cdc" + position, index));
        case 1 -> log.add(event(Kind.UPSERT, key, random.nextInt(9), at, "cdc" + position, index));
        default -> {
          log.add(event(Kind.DELETE, key, 0, at, "cdc" + position, index));
          long other = random.nextInt(keys);
          log.add(event(Kind.UPSERT, other, random.nextInt(9), at, "cdc" + position, index + 1));
        }
      }
    }
    return log;
  }

  private static void replay(ChangeEvent event, Map<Long, Long> rows) {
    Long key = (Long) event.values().get("id");
    if (event.kind() == Kind.DELETE) {
      rows.remove(key);
    } else {
      rows.put(key, (Long) event.values().get("v"));
    }
  }

  private static ChangeEvent event(ChangeEvent event, String file, long index) {
    return new ChangeEvent(
        event.table(), event.kind(), event.values(), event.position(), file, index);
  }

  private static ChangeEvent event(
      Kind kind, long key, long value, ChangePosition position, String file, long index) {
    return new ChangeEvent(
        TABLE.source(), kind, Map.of("id", key, "v", value), position, file, index);
  }

  private static List<ChangeFile> files(List<ChangeEvent> events) {
    Map<String, List<ChangeRecord>> byFile = new HashMap<>();
    for (ChangeEvent event : events) {
      byFile
          .computeIfAbsent(event.file(), file -> new ArrayList<>())
          .add(new ChangeRecord.Change(event, () -> ""));
    }
    return byFile.entrySet().stream()
        .map(file -> new ChangeFile(file.getKey(), file.getValue()))
        .toList();
  }
}
