package dev.crossover.engine.verify.sides;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A target in memory, as verification reads it; its time moves on with every call. */
public final class InMemoryComparedTarget implements ComparedTarget {
  private final Map<String, InMemoryRows> tables = new HashMap<>();
  private final Map<String, Map<ComparedKey, Mark>> marks = new HashMap<>();
  private Instant now = Instant.parse("2024-01-01T00:00:00Z");
  private boolean reachable = true;

  /** What live apply recorded of a key. */
  private record Mark(long event, Instant at) {}

  /** Makes an empty table; live apply has not started for it. */
  public InMemoryComparedTarget create(TargetTable table) {
    tables.put(table.name(), new InMemoryRows(table, table.primaryKey()));
    return this;
  }

  /** Lets live apply record the table's keys from now on. */
  public InMemoryComparedTarget startApply(TargetTable table) {
    marks.put(table.name(), new TreeMap<>());
    return this;
  }

  /**
   * Writes a row, or replaces the one with the same key; live apply records nothing of it.
   *
   * @param values one for each column, as portable values
   */
  public InMemoryComparedTarget put(TargetTable table, Object... values) {
    rows(table).put(values);
    return this;
  }

  /**
   * @param key the values of the target's key
   */
  public InMemoryComparedTarget remove(TargetTable table, Object... key) {
    rows(table).remove(key);
    return this;
  }

  /**
   * Records an event as live apply does, without its effect on the row.
   *
   * @param event grows with every event of a key
   * @param key the values of the source's key
   */
  public InMemoryComparedTarget mark(TargetTable table, long event, Object... key) {
    record(table)
        .put(
            new ComparedKey(Arrays.stream(key).map(PortableValues::key).toList()),
            new Mark(event, tick()));
    return this;
  }

  /** Every read fails from now on. */
  public InMemoryComparedTarget breakDown() {
    reachable = false;
    return this;
  }

  private Instant tick() {
    now = now.plusNanos(1_000);
    return now;
  }

  @Override
  public Instant time() {
    if (!reachable) {
      throw new TargetException("cannot read from the target");
    }
    return tick();
  }

  @Override
  public TargetRowReader open(ComparedTable table) {
    return new Reader(table);
  }

  @Override
  public RowCounts counts() {
    time();
    Map<String, InMemoryRows> now = new HashMap<>();
    tables.forEach((name, rows) -> now.put(name, rows.copy()));
    return new InMemoryRowCounts(
        table ->
            Optional.ofNullable(now.get(table.name()))
                .orElseThrow(
                    () -> new TargetException("cannot count " + table.name() + " of the target")));
  }

  @Override
  public String typeName(TargetColumn column) {
    return column.type().kind().name();
  }

  private InMemoryRows rows(TargetTable table) {
    return Optional.ofNullable(tables.get(table.name()))
        .filter(rows -> reachable)
        .orElseThrow(() -> new TargetException("cannot read " + table.name() + " of the target"));
  }

  private Map<ComparedKey, Mark> record(TargetTable table) {
    return Optional.ofNullable(marks.get(table.name()))
        .orElseThrow(
            () -> new TargetException("no key of " + table.name() + " is recorded by live apply"));
  }

  private final class Reader implements TargetRowReader {
    private final ComparedTable compared;

    Reader(ComparedTable compared) {
      this.compared = compared;
    }

    @Override
    public boolean canBound(ComparedKey key) {
      return key.parts().stream().allMatch(part -> part.isOrdinary());
    }

    @Override
    public RowCursor rows(Optional<ComparedKey> from, Optional<ComparedKey> to) {
      return InMemoryRows.cursor(
          InMemoryComparedTarget.this.rows(compared.table()).range(compared, from, to));
    }

    @Override
    public RowCursor byKeys(Collection<ComparedKey> keys) {
      Map<ComparedKey, List<EncodedRow>> found =
          InMemoryComparedTarget.this.rows(compared.table()).bySourceKey(compared);
      found.keySet().retainAll(keys);
      return InMemoryRows.cursor(found.values().stream().flatMap(List::stream).toList());
    }

    @Override
    public AppliedKeys applied() {
      return new Applied(compared.table());
    }
  }

  private final class Applied implements AppliedKeys {
    private final TargetTable table;

    Applied(TargetTable table) {
      this.table = table;
    }

    @Override
    public Map<ComparedKey, String> marks(Collection<ComparedKey> keys) {
      Map<ComparedKey, String> found = new TreeMap<>();
      record(table).forEach((key, mark) -> found.put(key, mark.toString()));
      found.keySet().retainAll(keys);
      return found;
    }

    @Override
    public long countSince(Instant since) {
      return keysSince(since).size();
    }

    @Override
    public void since(Instant since, int batch, Consumer<List<ComparedKey>> keys) {
      List<ComparedKey> all = keysSince(since);
      for (int from = 0; from < all.size(); from += batch) {
        keys.accept(all.subList(from, Math.min(from + batch, all.size())));
      }
    }

    @Override
    public List<ComparedKey> sample(Instant since, int limit) {
      return keysSince(since).stream().limit(limit).toList();
    }

    private List<ComparedKey> keysSince(Instant since) {
      List<ComparedKey> keys = new ArrayList<>();
      record(table)
          .forEach(
              (key, mark) -> {
                if (!mark.at().isBefore(since)) {
                  keys.add(key);
                }
              });
      return keys;
    }
  }
}
