package dev.crossover.launcher.real;

import dev.crossover.launcher.cli.MovedSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** A session of an administrator's that stands in the middle of what it writes. */
interface BegunWrite {
  /** Lets it come to its end. */
  void end() throws SQLException;

  /** Ends the session; to close it would wait for its statement. */
  void abort();

  /** Statements in one session, of which the last one is still to come. */
  static BegunWrite statements(MovedSource.Opened source, List<String> begun, String last) {
    try {
      Connection session = source.connect();
      run(session, begun);
      return of(session, () -> run(session, List.of(last)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(Connection session, List<String> statements) throws SQLException {
    try (Statement statement = session.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  /** A copy of a row of the table track from a file. */
  static BegunWrite copy(MovedSource.Opened source, int track) {
    try {
      String row = track + "\t1\n";
      return source.kind() == MovedSource.POSTGRESQL
          ? copy(source.connect(), row)
          : loadData(source, row);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BegunWrite copy(Connection session, String row) throws SQLException {
    CopyIn copy =
        session.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY track (id, album) FROM STDIN");
    byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    copy.flushCopy();
    return of(session, copy::endCopy);
  }

  private static BegunWrite loadData(MovedSource.Opened source, String row)
      throws SQLException, IOException {
    Connection session = source.connect();
    PipedOutputStream file = new PipedOutputStream();
    InputStream read = new PipedInputStream(file);
    file.write(row.getBytes(StandardCharsets.UTF_8));
    FutureTask<Void> load = new FutureTask<>(() -> load(session, read));
    Thread thread = new Thread(load, "load data");
    thread.setDaemon(true);
    thread.start();
    Rows.await(
        () ->
            !source
                .texts(
                    "SELECT id FROM information_schema.processlist WHERE db = database()"
                        + " AND info LIKE 'LOAD DATA%'")
                .isEmpty(),
        () -> "LOAD DATA does not begin");
    return of(session, () -> end(file, load));
  }

  private static void end(PipedOutputStream file, FutureTask<Void> load) throws SQLException {
    try {
      file.close();
      load.get();
    } catch (ExecutionException e) {
      throw new SQLException(e.getCause());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Void load(Connection session, InputStream file) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.unwrap(org.mariadb.jdbc.Statement.class).setLocalInfileInputStream(file);
      statement.execute("LOAD DATA LOCAL INFILE 'rows' INTO TABLE track (id, album)");
      return null;
    }
  }

  /** What is left to do in a session. */
  interface Rest {
    void run() throws SQLException;
  }

  private static BegunWrite of(Connection session, Rest rest) {
    return new BegunWrite() {
      @Override
      public void end() throws SQLException {
        rest.run();
      }

      @Override
      public void abort() {
        try {
          session.abort(Runnable::run);
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }
}
