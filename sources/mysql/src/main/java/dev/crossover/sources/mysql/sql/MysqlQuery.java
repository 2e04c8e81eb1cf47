package dev.crossover.sources.mysql.sql;

import static java.util.stream.Collectors.joining;

import dev.crossover.contract.SourceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A question to the server.
 *
 * @param what what is asked, in words that end the sentence "cannot read ..."
 */
public record MysqlQuery(MysqlDatabase source, String what) {
  /** Makes a value of the row at which the result stands. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** As many parameters as there are texts, for {@code IN (%s)}. */
  public static String parameters(List<String> texts) {
    return texts.isEmpty() ? "NULL" : texts.stream().map(text -> "?").collect(joining(", "));
  }

  /**
   * @param texts bound to the query's parameters in their order
   */
  public <T> List<T> list(String sql, RowReader<T> reader, List<String> texts) {
    try (Connection connection = source.connect()) {
      return list(connection, sql, reader, texts);
    } catch (SQLException e) {
      throw new SourceException("cannot read " + what + ": " + ServerSays.of(e), e);
    }
  }

  public <T> List<T> list(String sql, RowReader<T> reader) {
    return list(sql, reader, List.of());
  }

  /** The same on a connection of the caller's. */
  public static <T> List<T> list(
      Connection connection, String sql, RowReader<T> reader, List<String> texts)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < texts.size(); i++) {
        statement.setString(i + 1, texts.get(i));
      }
      List<T> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(reader.read(result));
        }
      }
      return rows;
    }
  }
}
