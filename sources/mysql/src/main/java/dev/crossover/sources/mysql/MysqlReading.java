package dev.crossover.sources.mysql;

import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.schema.SourceCatalogue;
import dev.crossover.engine.source.ReadingFactory.OpenReading;
import dev.crossover.engine.source.SequenceValues;
import dev.crossover.engine.source.SourceReading;
import dev.crossover.engine.source.TableSizes;
import dev.crossover.engine.verify.sides.ComparedSource;
import dev.crossover.sources.mysql.rows.MysqlRows;
import dev.crossover.sources.mysql.rows.MysqlText;
import dev.crossover.sources.mysql.schema.MysqlCatalogue;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.verify.MysqlComparedSource;

/** What is read of a MySQL database. */
public record MysqlReading(MysqlDatabase database) implements SourceReading {
  /** See {@link dev.crossover.engine.source.ReadingFactory#open}. */
  public static OpenReading open(String address, String user, String password, int connections) {
    MysqlDatabase database = MysqlDatabase.open(address, user, password, connections);
    return new OpenReading(new MysqlReading(database), database::close);
  }

  @Override
  public SourceCatalogue catalogue() {
    return new MysqlCatalogue(database);
  }

  @Override
  public RowSource rows() {
    return new MysqlRows(database);
  }

  @Override
  public ComparedSource compared() {
    return new MysqlComparedSource(database);
  }

  @Override
  public SourceText text() {
    return new MysqlText();
  }

  @Override
  public SequenceValues sequences() {
    return new MysqlSequences(database);
  }

  @Override
  public TableSizes sizes() {
    return new MysqlTableSizes(database);
  }
}
