package dev.crossover.sources.postgresql.rows;

import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.rows.RowSourceContract;
import dev.crossover.sources.postgresql.TestSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;

class PostgresqlRowSourceIT extends RowSourceContract {
  private final TestSource database =
      TestSource.create("CREATE TABLE item (id bigint PRIMARY KEY, name text)");
  private final PostgresqlRows rows = new PostgresqlRows(database.database());

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  protected RowSource source() {
    return rows;
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
