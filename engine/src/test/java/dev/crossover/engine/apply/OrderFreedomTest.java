package dev.crossover.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.changes.ChangeEvent;
import dev.crossover.engine.changes.ChangeFile;
import dev.crossover.engine.changes.ChangeRecord;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.InMemoryTarget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Promise 2: any permutation, duplication, splitting and re-delivery of the events of some keys
 * leads to the state after the newest event of each key, also where rows refer to others and keys
 * change.
 */
class OrderFreedomTest {
  private static final TargetTable PARENT = table("parent", 0);
  private static final TargetTable CHILD = Tables.referring(table("child", 1), "v", "parent", "id");
  private static final TargetSchema SCHEMA = new TargetSchema(List.of(PARENT, CHILD));

  private static TargetTable table(String name, int level) {
    return Tables.table(
        "public." + name,
        name,
        level,
        "id",
        Tables.column("id", "int8", Tables.INTEGER),
        Tables.column("v", "int8", Tables.INTEGER));
  }

  @Property(tries = 100_000)
  void convergesToTheStateAfterTheNewestEventOfEachKey(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 8) int transactions,
      @ForAll @IntRange(min = 1, max = 4) int batches) {
    Random random = new Random(seed);
    RandomLog log = new RandomLog(PARENT, CHILD, random);
    List<ChangeEvent> backfill = log.backfill();
    for (int transaction = 0; transaction < transactions; transaction++) {
      log.transact(1 + random.nextInt(3));
    }
    Delivery delivery = new Delivery();
    List<List<ChangeEvent>> split = split(log.delivered(backfill), batches, random);
    split.forEach(delivery::apply);
    delivery.finish();
    assertThat(delivery.rows("parent")).isEqualTo(log.parents());
    assertThat(delivery.rows("child")).isEqualTo(log.children());

    split.forEach(delivery::apply); // everything once more
    delivery.finish();
    assertThat(delivery.rows("parent")).isEqualTo(log.parents());
    assertThat(delivery.rows("child")).isEqualTo(log.children());
  }

  private static List<List<ChangeEvent>> split(
      List<ChangeEvent> events, int batches, Random random) {
    List<List<ChangeEvent>> split = new ArrayList<>();
    for (int batch = 0; batch < batches; batch++) {
      split.add(new ArrayList<>());
    }
    events.forEach(event -> split.get(random.nextInt(batches)).add(event));
    return split;
  }

  /** Applies batches, and what had to wait with the next one. */
  private static final class Delivery {
    private final InMemoryTarget target = new InMemoryTarget(SCHEMA);
    private final ApplyBatch batch =
        new ApplyBatch(target, SCHEMA, (value, type) -> value.toString(), CommitLimits.DEFAULT);
    private List<ChangeRecord> waiting = new ArrayList<>();

    void apply(List<ChangeEvent> events) {
      Map<String, List<ChangeRecord>> byFile = new LinkedHashMap<>();
      List<ChangeRecord> records = new ArrayList<>(waiting);
      events.forEach(event -> records.add(new ChangeRecord.Change(event, () -> "")));
      for (ChangeRecord record : records) {
        String file = ((ChangeRecord.Change) record).event().file();
        byFile.computeIfAbsent(file, none -> new ArrayList<>()).add(record);
      }
      waiting = new ArrayList<>();
      batch
          .apply(
              byFile.entrySet().stream().map(file -> file(file.getKey(), file.getValue())).toList())
          .values()
          .forEach(
              tally -> {
                assertThat(tally.failures()).isEmpty();
                tally.waiting().forEach(failure -> waiting.add(failure.record()));
              });
    }

    private static ChangeFile file(String path, List<ChangeRecord> records) {
      return new ChangeFile(path, records);
    }

    /** Nothing more comes; what waits must find its place by itself. */
    void finish() {
      for (int attempt = 0; attempt < 3 && !waiting.isEmpty(); attempt++) {
        apply(List.of());
      }
      assertThat(waiting).isEmpty();
    }

    Map<Long, Long> rows(String table) {
      Map<Long, Long> rows = new HashMap<>();
      target.rows(table).forEach(row -> rows.put((Long) row.get("id"), (Long) row.get("v")));
      return rows;
    }
  }
}
