package dev.crossover.launcher.toysource;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.capture.FakeLocalCapture;
import dev.crossover.engine.changes.TestChanges;
import dev.crossover.engine.rows.InMemoryRows;
import dev.crossover.engine.schema.FakeCatalogue;
import dev.crossover.engine.schema.Sentinel;
import dev.crossover.engine.schema.SourceTable;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.source.FakeFence;
import dev.crossover.engine.source.FakeSourceLog;
import dev.crossover.engine.source.FakeWriters;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.verify.sides.InMemoryComparedSource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Two tables, a log of their changes, and an application that writes to them until it is fenced.
 * All parts of one source look at the same one.
 */
final class ToyDatabase {
  static final SourceTable PARENT =
      FakeCatalogue.table(
          new TableName("shop", "parent"),
          FakeCatalogue.required("id", FakeCatalogue.NUMBER),
          FakeCatalogue.column("name", FakeCatalogue.TEXT));
  static final SourceTable CHILD =
      FakeCatalogue.table(
          new TableName("shop", "child"),
          FakeCatalogue.required("id", FakeCatalogue.NUMBER),
          FakeCatalogue.required("parent", FakeCatalogue.NUMBER),
          FakeCatalogue.column("name", FakeCatalogue.TEXT));

  private static final SourceTable SENTINEL =
      Sentinel.table(FakeCatalogue.NUMBER, FakeCatalogue.TEXT, FakeCatalogue.TIME);

  final FakeCatalogue catalogue = new FakeCatalogue().add(PARENT).add(CHILD);
  final FakeSourceLog log = new FakeSourceLog();
  final FakeLocalCapture capture = new FakeLocalCapture(log);
  final FakeFence fence = new FakeFence();
  final FakeWriters writers = new FakeWriters();
  final InMemoryRows rows = new InMemoryRows();
  final InMemoryComparedSource compared =
      new InMemoryComparedSource()
          .create(shape(PARENT))
          .create(shape(CHILD))
          .create(shape(SENTINEL));

  /** The table as the parts in memory want to see it; only names and keys count. */
  private static TargetTable shape(SourceTable table) {
    List<TargetColumn> columns = new ArrayList<>();
    table
        .columns()
        .forEach(
            column ->
                columns.add(
                    new TargetColumn(
                        column.name(),
                        column.type(),
                        column.name(),
                        column.type().type(),
                        column.nullable(),
                        false)));
    return new TargetTable(
        table.name(),
        table.name().name(),
        columns,
        List.of("id"),
        List.of("id"),
        List.of(),
        Optional.empty(),
        0,
        columns.size());
  }

  /** The application writes a row that is new. */
  synchronized void insert(SourceTable table, Object... values) {
    refuseWhileFenced();
    rows.insert(shape(table), values);
    compared.put(shape(table), values);
    logged(table.name(), "INSERT", row(table, values));
  }

  /** The application writes a row anew. */
  synchronized void update(SourceTable table, Object... values) {
    refuseWhileFenced();
    rows.delete(shape(table), row -> row.get(0).equals(values[0]));
    rows.insert(shape(table), values);
    compared.put(shape(table), values);
    logged(table.name(), "UPDATE", row(table, values));
  }

  /** The application deletes the row with this key. */
  synchronized void delete(SourceTable table, long id) {
    refuseWhileFenced();
    rows.delete(shape(table), row -> row.get(0).equals(id));
    compared.remove(shape(table), id);
    logged(table.name(), "DELETE", Map.of("id", id));
  }

  /** Writes a sentinel, which travels through capture as every change does. */
  synchronized SourceLog.Mark mark() {
    SourceLog.Mark mark = log.mark();
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    compared.put(shape(SENTINEL), mark.position().whole().major(), mark.tokens().get(0), now);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put(Sentinel.ID, mark.position().whole().major());
    row.put(Sentinel.TOKEN, mark.tokens().get(0));
    row.put(Sentinel.WRITTEN_AT, now.getEpochSecond() * 1_000_000);
    logged(Sentinel.TABLE, "INSERT", row);
    return mark;
  }

  private void refuseWhileFenced() {
    if (fence.isUp()) {
      throw new SourceException("the application may not write to shop");
    }
  }

  private static Map<String, Object> row(SourceTable table, Object... values) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      row.put(table.columns().get(i).name(), values[i]);
    }
    return row;
  }

  private void logged(TableName table, String kind, Map<String, Object> row) {
    Map<String, Schema> columns = new LinkedHashMap<>();
    row.forEach((name, value) -> columns.put(name, avro(name, value)));
    long place = log.end().whole().major() + 1;
    capture.commit(
        Instant.now(),
        new FakeLocalCapture.Change(
            table, TestChanges.of(table.toString(), columns).change(kind, place, row).only()));
  }

  private static Schema avro(String name, Object value) {
    if (value instanceof String) {
      return Schema.create(Schema.Type.STRING);
    }
    Schema number = Schema.create(Schema.Type.LONG);
    return name.equals(Sentinel.WRITTEN_AT)
        ? LogicalTypes.timestampMicros().addToSchema(number)
        : number;
  }
}
