package dev.crossover.sources.postgresql;

import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.schema.SourceCatalogue;
import dev.crossover.engine.source.ReadingFactory.OpenReading;
import dev.crossover.engine.source.SequenceValues;
import dev.crossover.engine.source.SourceReading;
import dev.crossover.engine.source.TableSizes;
import dev.crossover.engine.verify.sides.ComparedSource;
import dev.crossover.sources.postgresql.rows.PostgresqlRows;
import dev.crossover.sources.postgresql.rows.PostgresqlText;
import dev.crossover.sources.postgresql.schema.PostgresqlCatalogue;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.verify.PostgresqlComparedSource;

/** What is read of a PostgreSQL database. */
public record PostgresqlReading(PostgresqlDatabase database) implements SourceReading {
  /** See {@link dev.crossover.engine.source.ReadingFactory#open}. */
  public static OpenReading open(String address, String user, String password, int connections) {
    PostgresqlDatabase database = PostgresqlDatabase.open(address, user, password, connections);
    return new OpenReading(new PostgresqlReading(database), database::close);
  }

  @Override
  public SourceCatalogue catalogue() {
    return new PostgresqlCatalogue(database);
  }

  @Override
  public RowSource rows() {
    return new PostgresqlRows(database);
  }

  @Override
  public ComparedSource compared() {
    return new PostgresqlComparedSource(database);
  }

  @Override
  public SourceText text() {
    return new PostgresqlText();
  }

  @Override
  public SequenceValues sequences() {
    return new PostgresqlSequences(database);
  }

  @Override
  public TableSizes sizes() {
    return new PostgresqlTableSizes(database);
  }
}
