package dev.crossover.sources.postgresql.schema;

import dev.crossover.engine.schema.SourceCatalogue;
import dev.crossover.engine.schema.SourceCatalogueContract;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.postgresql.TestSource;
import org.junit.jupiter.api.AfterEach;

class PostgresqlCatalogueIT extends SourceCatalogueContract {
  private final TestSource source = TestSource.create("CREATE SCHEMA shop; CREATE SCHEMA audit");

  @AfterEach
  void close() {
    source.close();
  }

  @Override
  protected SourceCatalogue catalogue() {
    return new PostgresqlCatalogue(source.database());
  }

  @Override
  protected void createTable(TableName name) {
    source.execute("CREATE TABLE " + name + " (id bigint PRIMARY KEY, note text)");
  }
}
