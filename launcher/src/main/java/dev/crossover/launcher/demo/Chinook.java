package dev.crossover.launcher.demo;

import dev.crossover.contract.SourceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The Chinook sample data, as the database of an application that is alive.
 *
 * @param script the name of the sample's own SQL script
 * @param begin the last thing in the script that makes the database, and not what is in it
 * @param copies statements that copy the sample's rows, parents before children; {@code $} is what
 *     is added to the ids, and {@code %} is above every id of the sample
 * @param application statements for what a live application has and the sample lacks
 */
record Chinook(String script, String begin, List<String> copies, List<String> application) {
  /** Above every id of the sample, so that copies of a row never meet. */
  private static final int COPY_OFFSET = 1_000_000;

  Chinook {
    copies = List.copyOf(copies);
    application = List.copyOf(application);
  }

  /**
   * Fills an empty database.
   *
   * @param samples the folder of the script
   * @param scale how many times the sample's rows; reference tables (genre, media type) stay single
   */
  void load(Connection connection, Path samples, int scale) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(statements(samples.resolve(script)));
      for (int copy = 1; copy < scale; copy++) {
        for (String sql : copies) {
          statement.execute(
              sql.replace("$", Integer.toString(copy * COPY_OFFSET))
                  .replace("%", Integer.toString(COPY_OFFSET)));
        }
      }
      for (String sql : application) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new SourceException("cannot load the Chinook sample from " + script, e);
    }
  }

  private String statements(Path file) {
    try {
      String text = Files.readString(file);
      return text.substring(text.indexOf(begin) + begin.length());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the Chinook sample " + file, e);
    }
  }
}
