package dev.crossover.sources.mysql.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.debezium.config.Configuration;
import io.debezium.relational.Tables;
import io.debezium.relational.ddl.DdlParser;
import io.debezium.relational.history.HistoryRecordComparator;
import io.debezium.relational.history.SchemaHistory;
import io.debezium.relational.history.SchemaHistoryListener;
import io.debezium.relational.history.TableChanges;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Debezium's memory of how tables were defined, which begins with what {@link Definitions} has of
 * the place. What is defined anew is not remembered here: it comes with the changes. Debezium makes
 * the object itself, by its public name.
 */
public final class KnownDefinitions implements SchemaHistory {
  /** The property that has the statements, as JSON. */
  static final String STATEMENTS = CONFIGURATION_FIELD_PREFIX_STRING + "crossover.statements";

  private static final ObjectMapper JSON = new ObjectMapper();

  private List<DefiningStatement> statements = List.of();

  static String json(List<DefiningStatement> statements) {
    try {
      return JSON.writeValueAsString(statements);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void configure(
      Configuration config,
      HistoryRecordComparator comparator,
      SchemaHistoryListener listener,
      boolean useCatalogBeforeSchema) {
    try {
      statements = List.of(JSON.readValue(config.getString(STATEMENTS), DefiningStatement[].class));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("deprecation") // the other forms of it come down to this one
  @Override
  public void recover(
      Map<Map<String, ?>, Map<String, ?>> offsets, Tables schema, DdlParser parser) {
    for (DefiningStatement statement : statements) {
      parser.setCurrentDatabase(statement.schema());
      parser.parse(statement.sql(), schema);
    }
  }

  @Override
  public void start() {}

  @Override
  public void record(Map<String, ?> source, Map<String, ?> position, String database, String ddl) {}

  @Override
  public void record(
      Map<String, ?> source,
      Map<String, ?> position,
      String database,
      String schema,
      String ddl,
      TableChanges changes,
      Instant time) {}

  @Override
  public void stop() {}

  @Override
  public boolean exists() {
    return true;
  }

  @Override
  public boolean storageExists() {
    return true;
  }

  @Override
  public void initializeStorage() {}
}
