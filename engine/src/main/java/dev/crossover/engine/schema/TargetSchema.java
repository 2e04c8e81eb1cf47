package dev.crossover.engine.schema;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.crossover.contract.SettingsException;
import java.util.List;
import java.util.Optional;

/**
 * Every table that is moved. This is the one agreement between bulk load, live apply and
 * verification; it is written once by the schema step and read by every job.
 *
 * @param tables ordered by level, then by name; the {@link Sentinel} table is one of them
 */
public record TargetSchema(List<TargetTable> tables) {
  public TargetSchema {
    tables = List.copyOf(tables);
  }

  /** The tables of the source, without Crossover's own sentinel table. */
  public List<TargetTable> movedTables() {
    return tables.stream().filter(table -> !table.source().equals(Sentinel.TABLE)).toList();
  }

  public Optional<TargetTable> bySource(TableName source) {
    return tables.stream().filter(table -> table.source().equals(source)).findFirst();
  }

  /** The schema as JSON text, readable by {@link #parse}. */
  public String toJson() {
    return SchemaJson.write(this);
  }

  /**
   * @throws SettingsException if the text is not what {@link #toJson} writes
   */
  public static TargetSchema parse(String json) {
    return SchemaJson.read(json, new TypeReference<>() {}, "target schema");
  }
}
