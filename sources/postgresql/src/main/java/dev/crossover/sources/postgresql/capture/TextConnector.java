package dev.crossover.sources.postgresql.capture;

import io.debezium.connector.postgresql.PostgresConnector;
import org.apache.kafka.connect.connector.Task;

/** Debezium's PostgreSQL connector with {@link TextConnectorTask} as its task. */
// Debezium's own class overrides a generic method without its type variable.
@SuppressWarnings("unchecked")
public final class TextConnector extends PostgresConnector {
  @Override
  public Class<? extends Task> taskClass() {
    return TextConnectorTask.class;
  }
}
