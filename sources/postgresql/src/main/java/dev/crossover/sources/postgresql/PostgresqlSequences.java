package dev.crossover.sources.postgresql;

import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.SequenceValues;
import dev.crossover.sources.postgresql.sql.Identifiers;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.PostgresqlQuery;

/** What PostgreSQL's sequences have handed out. */
public record PostgresqlSequences(PostgresqlDatabase source) implements SequenceValues {
  @Override
  public long lastValue(TableName sequence) {
    return new PostgresqlQuery(source, "the sequence " + sequence)
        .list(
            "SELECT last_value, is_called FROM " + Identifiers.quoted(sequence),
            row -> row.getBoolean(2) ? row.getLong(1) : 0L)
        .get(0);
  }
}
