package dev.crossover.sources.postgresql.sql;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of a query whose columns are all text, one after the other. Holds one row, however many
 * there are and however long.
 *
 * <p>The server sends them by {@code COPY ... TO STDOUT}, and the client takes one from the network
 * when it is asked for. A cursor with a fetch size would not do: rows are fetched by number, so
 * that long rows behind short ones fill the memory before anybody has seen how long they are.
 */
public final class TextRows implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TextRows.class);

  // The binary format of COPY, as PostgreSQL's manual has it on the page of that command. A text
  // in it is its characters in the client's encoding, which the driver fixes to UTF-8.
  private static final int SIGNATURE_BYTES = 11;
  private static final int FLAGS_BYTES = 4;
  private static final int END = -1;
  private static final int NULL = -1;

  private final PGConnection session;
  private final PGCopyInputStream stream;
  private final DataInputStream data;
  private final List<Optional<String>> row = new ArrayList<>();
  private boolean begun;
  private boolean ended;

  private TextRows(PGConnection session, PGCopyInputStream stream) {
    this.session = session;
    this.stream = stream;
    this.data = new DataInputStream(stream);
  }

  /**
   * @param connection serves nothing else before this is closed
   * @param query takes no parameters: see {@link Identifiers#literal}
   */
  public static TextRows of(Connection connection, String query) throws SQLException {
    PGConnection session = connection.unwrap(PGConnection.class);
    return new TextRows(
        session, new PGCopyInputStream(session, "COPY (" + query + ") TO STDOUT (FORMAT binary)"));
  }

  /** Goes to the next row; false after the last. */
  public boolean next() throws SQLException {
    if (ended) {
      return false;
    }
    try {
      return readRow();
    } catch (IOException e) {
      ended = true;
      throw e.getCause() instanceof SQLException cause
          ? cause
          : new SQLException("the rows ended in the middle", e);
    }
  }

  private boolean readRow() throws IOException {
    if (!begun) {
      data.skipNBytes(SIGNATURE_BYTES + FLAGS_BYTES);
      data.skipNBytes(data.readInt());
      begun = true;
    }
    row.clear();
    int columns = data.readShort();
    if (columns == END) {
      readEnd();
      return false;
    }
    for (int i = 0; i < columns; i++) {
      row.add(readText());
    }
    return true;
  }

  /** Only behind the last row the server says whether all went well. */
  private void readEnd() throws IOException {
    if (data.read() >= 0) {
      throw new IOException("there is more behind the end of the rows");
    }
    ended = true;
  }

  private Optional<String> readText() throws IOException {
    int length = data.readInt();
    if (length == NULL) {
      return Optional.empty();
    }
    byte[] utf8 = data.readNBytes(length);
    if (utf8.length < length) {
      throw new EOFException();
    }
    return Optional.of(new String(utf8, StandardCharsets.UTF_8));
  }

  /**
   * The text of a column; empty for NULL.
   *
   * @param column from 0
   */
  public Optional<String> text(int column) {
    return row.get(column);
  }

  /** After rows that were not read to their end the transaction cannot go on. */
  @Override
  public void close() {
    if (ended) {
      return;
    }
    ended = true;
    try {
      session.cancelQuery();
      while (stream.readFromCopy() != null) {
        // What is on its way must be taken off, or the next statement would take it for its own.
      }
    } catch (SQLException cancelled) {
      LOG.debug("event=rows_left side=source", cancelled);
    }
  }
}
