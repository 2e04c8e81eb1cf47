package dev.crossover.sources.mysql.fence;

import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.FenceContract;
import dev.crossover.sources.mysql.MysqlTestSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

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

  @Override
  protected Fence fence() {
    return new MysqlFence(source.database(), List.of("shop_app"));
  }
}
