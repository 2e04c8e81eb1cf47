package dev.crossover.sources.mysql.schema;

import dev.crossover.engine.schema.SourceCatalogue;
import dev.crossover.engine.schema.SourceCatalogueContract;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.ServerKind;
import dev.crossover.sources.mysql.sql.Backticks;
import org.junit.jupiter.api.AfterEach;

@OnEveryServer
class MysqlCatalogueIT extends SourceCatalogueContract {
  private final MysqlTestSource source;

  MysqlCatalogueIT(ServerKind server) {
    source =
        MysqlTestSource.named(
            server, "shop", "DROP DATABASE IF EXISTS audit;\nCREATE DATABASE audit");
  }

  @AfterEach
  void close() {
    source.close();
  }

  @Override
  protected SourceCatalogue catalogue() {
    return new MysqlCatalogue(source.database());
  }

  @Override
  protected void createTable(TableName name) {
    source.execute(
        "CREATE TABLE " + Backticks.quoted(name) + " (id bigint PRIMARY KEY, note text)");
  }
}
