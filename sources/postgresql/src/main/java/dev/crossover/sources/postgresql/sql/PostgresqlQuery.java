package dev.crossover.sources.postgresql.sql;

import dev.crossover.contract.SourceException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A question to the source's catalogue.
 *
 * @param what what is asked, in words that end the sentence "cannot read ..."
 */
public record PostgresqlQuery(PostgresqlDatabase source, String what) {
  /** Makes a value of the row at which the result stands. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * @param texts bound to the query's parameters, each as an array of text
   */
  @SafeVarargs
  public final <T> List<T> list(String sql, RowReader<T> reader, List<String>... texts) {
    try (Connection connection = source.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < texts.length; i++) {
        Array array = connection.createArrayOf("text", texts[i].toArray());
        statement.setArray(i + 1, array);
      }
      List<T> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(reader.read(result));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new SourceException("cannot read " + what + ": " + e.getMessage(), e);
    }
  }
}
