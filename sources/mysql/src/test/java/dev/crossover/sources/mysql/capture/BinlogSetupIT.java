package dev.crossover.sources.mysql.capture;

import dev.crossover.engine.capture.CaptureSetup;
import dev.crossover.engine.capture.CaptureSetupContract;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.ServerKind;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

@OnEveryServer
class BinlogSetupIT extends CaptureSetupContract {
  private final MysqlTestSource source;

  BinlogSetupIT(ServerKind server) {
    source = MysqlTestSource.create(server, "CREATE TABLE item (id int PRIMARY KEY)");
  }

  @AfterEach
  void close() {
    source.close();
  }

  @Override
  protected CaptureSetup setup() {
    return new BinlogSetup(
        source.database(), "crossover", List.of(new TableName(source.name(), "item")));
  }

  @Override
  protected void swapATable() {
    source.execute(
        "CREATE TABLE other (id int PRIMARY KEY);\nRENAME TABLE item TO old, other TO item");
  }
}
