package dev.crossover.engine.verify.sides;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A source in memory, as verification reads it. */
public final class InMemoryComparedSource implements ComparedSource {
  private final Map<TableName, InMemoryRows> tables = new HashMap<>();
  private final Set<String> opaque = new HashSet<>();
  private final Set<ComparedKey> hidden = new HashSet<>();
  private final List<Long> cuts = new ArrayList<>();
  private boolean indexed = true;

  /** Makes an empty table. */
  public InMemoryComparedSource create(TargetTable table) {
    tables.put(table.source(), new InMemoryRows(table, table.sourceKey()));
    return this;
  }

  /**
   * Writes a row, or replaces the one with the same key.
   *
   * @param values one for each column, as portable values
   */
  public InMemoryComparedSource put(TargetTable table, Object... values) {
    rows(table).put(values);
    return this;
  }

  public InMemoryComparedSource remove(TargetTable table, Object... key) {
    rows(table).remove(key);
    return this;
  }

  /** Columns of this name cannot be compared. */
  public InMemoryComparedSource withOpaqueColumn(String column) {
    opaque.add(column);
    return this;
  }

  /** A fault: the row with this number as its key is counted, but no read shows it. */
  public InMemoryComparedSource hideFromRanges(long id) {
    hidden.add(ComparedTables.key(id));
    return this;
  }

  /** No index has the order of the keys. */
  public InMemoryComparedSource withoutIndex() {
    indexed = false;
    return this;
  }

  /** How many rows each chunk was asked to have, in the order of the calls. */
  public List<Long> cuts() {
    return List.copyOf(cuts);
  }

  @Override
  public boolean comparable(TargetColumn column) {
    return !opaque.contains(column.source());
  }

  @Override
  public SourceRowReader open(ComparedTable table) {
    rows(table.table());
    return new Reader(table);
  }

  @Override
  public RowCounts counts() {
    Map<TableName, InMemoryRows> now = new HashMap<>();
    tables.forEach((name, rows) -> now.put(name, rows.copy()));
    return new InMemoryRowCounts(
        table ->
            Optional.ofNullable(now.get(table.source()))
                .orElseThrow(
                    () -> new SourceException("the source has no table " + table.source())));
  }

  private InMemoryRows rows(TargetTable table) {
    return Optional.ofNullable(tables.get(table.source()))
        .orElseThrow(() -> new SourceException("the source has no table " + table.source()));
  }

  private List<EncodedRow> visible(List<EncodedRow> rows) {
    return rows.stream().filter(row -> !hidden.contains(row.key())).toList();
  }

  private final class Reader implements SourceRowReader {
    private final ComparedTable compared;

    Reader(ComparedTable compared) {
      this.compared = compared;
    }

    @Override
    public long estimatedRows() {
      return range(rows(compared.table())).size();
    }

    @Override
    public boolean indexed() {
      return indexed;
    }

    @Override
    public Snapshot snapshot() {
      return new Copy(compared, rows(compared.table()).copy());
    }

    @Override
    public RowCursor byKeys(Collection<ComparedKey> keys) {
      return InMemoryRows.cursor(
          range(rows(compared.table())).stream().filter(row -> keys.contains(row.key())).toList());
    }

    private List<EncodedRow> range(InMemoryRows rows) {
      return visible(rows.range(compared, Optional.empty(), Optional.empty()));
    }
  }

  private final class Copy implements SourceRowReader.Snapshot {
    private final ComparedTable compared;
    private final InMemoryRows rows;

    Copy(ComparedTable compared, InMemoryRows rows) {
      this.compared = compared;
      this.rows = rows;
    }

    @Override
    public Optional<ComparedKey> cut(Optional<ComparedKey> from, long count) {
      cuts.add(count);
      return visible(rows.range(compared, from, Optional.empty())).stream()
          .skip(count)
          .findFirst()
          .map(EncodedRow::key);
    }

    @Override
    public RowCursor rows(Optional<ComparedKey> from, Optional<ComparedKey> to) {
      return InMemoryRows.cursor(visible(rows.range(compared, from, to)));
    }

    @Override
    public void close() {}
  }
}
