package dev.crossover.sources.mysql.fence;

import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.RunningServer;
import dev.crossover.sources.mysql.schema.MysqlSentinel;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.util.List;

/**
 * A server that has nothing but the database shop and what a migration makes at its start; the user
 * shop_app, who may write to its table item; and the fence around both.
 */
record FencedShop(MysqlDatabase source, MysqlFence fence) implements AutoCloseable {
  private static final TableName ITEM = new TableName("shop", "item");

  /** The same anew, on a server whose events run. */
  static FencedShop on(int port) {
    MysqlDatabase source =
        MysqlDatabase.open(
            "jdbc:mariadb://127.0.0.1:" + port + "/",
            RunningServer.USER,
            RunningServer.PASSWORD,
            4);
    FencedShop shop =
        new FencedShop(source, new MysqlFence(source, List.of(ITEM), List.of("shop_app")));
    shop.run(
        "DROP DATABASE IF EXISTS test",
        "DROP DATABASE IF EXISTS shop",
        "DROP DATABASE IF EXISTS crossover",
        "CREATE DATABASE shop",
        "CREATE DATABASE crossover",
        "CREATE TABLE shop.item (id int PRIMARY KEY)",
        "DROP USER IF EXISTS shop_app, shop_app@'10.0.0.1', shop_batch",
        "CREATE USER shop_app IDENTIFIED BY 'x'",
        "GRANT ALL ON shop.* TO shop_app",
        MysqlSentinel.DDL);
    begin(source);
    return shop;
  }

  /** What the start of a migration does. */
  static void begin(MysqlDatabase source) {
    MysqlStatements.run(
        source,
        "begin",
        connection -> {
          MysqlFenceSetup.make(connection);
          return null;
        });
  }

  void run(String... statements) {
    MysqlStatements.run(
        source,
        "run the test's statements",
        connection -> {
          for (String statement : statements) {
            MysqlStatements.execute(connection, statement);
          }
          return null;
        });
  }

  @Override
  public void close() {
    run("SET GLOBAL read_only = OFF", "SET GLOBAL event_scheduler = ON");
    source.close();
  }
}
