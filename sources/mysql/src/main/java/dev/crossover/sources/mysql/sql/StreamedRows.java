package dev.crossover.sources.mysql.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of a query, one after the other, as the server sends them. Holds one row, however many
 * there are.
 */
public final class StreamedRows implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamedRows.class);

  private final Statement statement;
  private final ResultSet result;
  private boolean ended;

  private StreamedRows(Statement statement, ResultSet result) {
    this.statement = statement;
    this.result = result;
  }

  /**
   * @param connection serves nothing else before this is closed
   */
  public static StreamedRows of(Connection connection, String query) throws SQLException {
    Statement statement = connection.createStatement();
    try {
      // With a fetch size the driver leaves what it has not fetched on the network.
      statement.setFetchSize(1);
      return new StreamedRows(statement, statement.executeQuery(query));
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  /** Goes to the next row; false after the last. */
  public boolean next() throws SQLException {
    ended = ended || !result.next();
    return !ended;
  }

  /**
   * The text of a column; empty for NULL.
   *
   * @param column from 0
   */
  public Optional<String> text(int column) throws SQLException {
    return Optional.ofNullable(result.getString(column + 1));
  }

  /**
   * The bytes of a column; empty for NULL.
   *
   * @param column from 0
   */
  public Optional<byte[]> bytes(int column) throws SQLException {
    return Optional.ofNullable(result.getBytes(column + 1));
  }

  /** Rows that nobody asked for would all be read otherwise, to get them off the network. */
  @Override
  public void close() {
    try (statement) {
      if (!ended) {
        statement.cancel();
      }
    } catch (SQLException cancelled) {
      LOG.debug("event=rows_left side=source", cancelled);
    }
  }
}
