package dev.crossover.sources.postgresql.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.sources.postgresql.TestSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TextRowsIT {
  private static TestSource source;

  @BeforeAll
  static void start() {
    source = TestSource.create("SELECT 1");
  }

  @AfterAll
  static void close() {
    source.close();
  }

  @Test
  void givesTextsAndNullsInOrder() throws SQLException {
    assertThat(read("VALUES ('a', NULL), ('', E'\\\\ \\n'), ('\u00e9 \uD83D\uDE00', '\\x00')"))
        .containsExactly(
            List.of(Optional.of("a"), Optional.empty()),
            List.of(Optional.of(""), Optional.of("\\ \n")),
            List.of(Optional.of("\u00e9 \uD83D\uDE00"), Optional.of("\\x00")));
    assertThat(read("SELECT ''::text, ''::text WHERE false")).isEmpty();
  }

  private static List<List<Optional<String>>> read(String query) throws SQLException {
    List<List<Optional<String>>> read = new ArrayList<>();
    try (Connection connection = source.database().connect();
        TextRows rows = TextRows.of(connection, query)) {
      while (rows.next()) {
        read.add(List.of(rows.text(0), rows.text(1)));
      }
      assertThat(rows.next()).isFalse();
    }
    return read;
  }

  @Test
  void longRowsBehindManyShortOnesDoNotFillTheMemory() throws SQLException {
    // More than the heap of a test: by number of rows, one fetch would bring most of it.
    long rowsRead = 0;
    long characters = 0;
    try (Connection connection = source.database().connect();
        TextRows rows =
            TextRows.of(
                connection,
                "SELECT repeat('x', CASE WHEN g > 5000 THEN 20000000 ELSE 1 END)"
                    + " FROM generate_series(1, 5200) g")) {
      while (rows.next()) {
        rowsRead++;
        characters += rows.text(0).orElseThrow().length();
      }
    }

    assertThat(rowsRead).isEqualTo(5_200);
    assertThat(characters).isEqualTo(5_000 + 200 * 20_000_000L);
  }

  @Test
  void theConnectionGoesOnAfterRowsThatNobodyWanted() throws SQLException {
    try (Connection connection = source.database().connect()) {
      connection.setAutoCommit(false);
      for (int time = 1; time <= 3; time++) {
        try (TextRows rows =
            TextRows.of(
                connection, "SELECT repeat('x', 1000) FROM generate_series(1, 1000000) g")) {
          assertThat(rows.next()).isTrue();
        }
        connection.rollback();
        try (TextRows rows = TextRows.of(connection, "SELECT 'next'::text")) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.text(0)).contains("next");
          assertThat(rows.next()).isFalse();
        }
      }
    }
  }

  @Test
  void saysWhatTheServerSaidBeforeAndBehindTheFirstRow() throws SQLException {
    try (Connection connection = source.database().connect()) {
      assertThatThrownBy(() -> TextRows.of(connection, "SELECT nothing"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("column \"nothing\" does not exist");
      try (TextRows rows =
          TextRows.of(connection, "SELECT (1 / (9 - g))::text FROM generate_series(1, 20) g")) {
        assertThatThrownBy(
                () -> {
                  while (rows.next()) {
                    assertThat(rows.text(0)).isPresent();
                  }
                })
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("division by zero");
        assertThat(rows.next()).isFalse();
      }
      try (TextRows rows = TextRows.of(connection, "SELECT 'next'::text")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.next()).isFalse();
      }
    }
  }
}
