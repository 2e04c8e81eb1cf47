package dev.crossover.sources.mysql.fence;

import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.FenceContract;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class MysqlFenceIT extends FenceContract {
  private final MysqlTestSource source =
      MysqlTestSource.create(
          """
          CREATE OR REPLACE USER shop_app@'%' IDENTIFIED BY 'x';
          CREATE OR REPLACE USER shop_app@'127.0.0.1' IDENTIFIED BY 'x' ACCOUNT LOCK;
          """);

  @AfterEach
  void close() {
    source.close();
  }

  @BeforeEach
  @Override
  protected void begin() {
    MysqlStatements.run(
        source.database(),
        "begin",
        connection -> {
          FenceSetup.make(connection);
          return null;
        });
  }

  @Override
  protected void giveUp() {
    source.execute("DROP DATABASE crossover");
  }

  @Override
  protected Fence fence() {
    return new MysqlFence(source.database(), List.of("shop_app"));
  }
}
