package dev.crossover.sources.mysql.rows;

import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.rows.RowSourceContract;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.verify.sides.ComparedTables;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.MysqlTestTypes;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.ServerKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;

@OnEveryServer
class MysqlRowSourceIT extends RowSourceContract {
  private final MysqlTestSource database;
  private final MysqlRows rows;

  MysqlRowSourceIT(ServerKind server) {
    database =
        MysqlTestSource.named(
            server, "public", "CREATE TABLE item (id bigint PRIMARY KEY, name text)");
    rows = new MysqlRows(database.database());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  protected RowSource source() {
    return rows;
  }

  @Override
  protected TargetTable item() {
    return ComparedTables.named("item", MysqlTestTypes.BIGINT, MysqlTestTypes.TEXT);
  }

  @Override
  protected void insert(long id, String name) {
    try (Connection connection = database.database().connect();
        PreparedStatement insert = connection.prepareStatement("INSERT INTO item VALUES (?, ?)")) {
      insert.setLong(1, id);
      insert.setString(2, name);
      insert.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected void delete(long id) {
    database.execute("DELETE FROM item WHERE id = " + id);
  }
}
