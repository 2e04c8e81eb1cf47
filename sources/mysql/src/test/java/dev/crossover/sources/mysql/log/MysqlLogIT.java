package dev.crossover.sources.mysql.log;

import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.source.SourceLogContract;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.ServerKind;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

@OnEveryServer
class MysqlLogIT extends SourceLogContract {
  private final MysqlTestSource source;

  MysqlLogIT(ServerKind server) {
    source =
        MysqlTestSource.create(
            server,
            """
            CREATE DATABASE crossover;
            CREATE TABLE crossover.sentinel (
              id bigint PRIMARY KEY, token varchar(64), written_at timestamp(6) NULL);
            CREATE TABLE item (id int PRIMARY KEY AUTO_INCREMENT);
            """);
  }

  @AfterEach
  void close() {
    source.close();
  }

  @Override
  protected SourceLog log() {
    return new MysqlLog(source.database());
  }

  @Override
  protected void commitAChange() {
    source.execute("INSERT INTO item VALUES ()");
  }

  @Override
  protected List<String> sentinels() {
    return new MysqlQuery(source.database(), "sentinels")
        .list("SELECT token FROM crossover.sentinel ORDER BY id", row -> row.getString(1));
  }
}
