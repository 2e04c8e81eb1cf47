package dev.crossover.engine.schema;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.PortableType.Kind;
import dev.crossover.engine.types.SourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The catalogue of a source that is a few lists in memory. */
public final class FakeCatalogue implements SourceCatalogue {
  /** A whole number of 64 bits. */
  public static final SourceType NUMBER =
      new SourceType("number", "number", PortableType.of(Kind.INTEGER));

  public static final SourceType TEXT = new SourceType("text", "text", PortableType.text(0));

  public static final SourceType TIME =
      new SourceType("time", "time", PortableType.of(Kind.TIMESTAMP));

  private final Map<TableName, SourceTable> tables = new TreeMap<>();
  private final List<SourceSequence> sequences = new ArrayList<>();

  /** A column that may be NULL and has nothing special. */
  public static SourceColumn column(String name, SourceType type) {
    return new SourceColumn(
        name,
        type,
        true,
        SourceColumn.Fill.NONE,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** A column that is never NULL. */
  public static SourceColumn required(String name, SourceType type) {
    return new SourceColumn(
        name,
        type,
        false,
        SourceColumn.Fill.NONE,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** A table whose key is its first column. */
  public static SourceTable table(TableName name, SourceColumn... columns) {
    return new SourceTable(
        name,
        List.of(columns),
        Optional.of(
            new SourceTable.SourceKey(
                name.name() + "_key", List.of(columns[0].name()), false, false)),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        SourceTable.Movement.PLAIN,
        Optional.empty());
  }

  /** Adds the table, or puts it in the place of the one of its name. */
  public FakeCatalogue add(SourceTable table) {
    tables.put(table.name(), table);
    return this;
  }

  public FakeCatalogue add(SourceSequence sequence) {
    sequences.add(sequence);
    return this;
  }

  @Override
  public SourceSchema read(List<String> schemas, List<String> excludeTables) {
    for (String schema : schemas) {
      if (tables.keySet().stream().noneMatch(table -> table.schema().equals(schema))) {
        throw new SourceException(
            "the source has no schema %s; correct source.schemas".formatted(schema));
      }
    }
    TablePatterns excluded = new TablePatterns(excludeTables);
    List<SourceTable> read = new ArrayList<>();
    List<SourceSchema.NotMoved> notMoved = new ArrayList<>();
    for (SourceTable table : tables.values()) {
      if (!schemas.contains(table.name().schema())) {
        continue;
      }
      if (excluded.match(table.name().toString())) {
        notMoved.add(
            new SourceSchema.NotMoved(
                "table", table.name().toString(), "source.exclude_tables names it"));
      } else {
        read.add(table);
      }
    }
    return new SourceSchema(read, Sentinel.table(NUMBER, TEXT, TIME), sequences, notMoved);
  }
}
