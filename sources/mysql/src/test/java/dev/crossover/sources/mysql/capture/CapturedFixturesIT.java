package dev.crossover.sources.mysql.capture;

import dev.crossover.engine.changes.ChangeFile;
import dev.crossover.engine.target.TargetUnderTest;
import dev.crossover.sources.mysql.DatastreamFixturesContract;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.ServerKind;
import dev.crossover.targets.spanner.SpannerUnderTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** The rows of Datastream's files, written to a server and captured by ourselves. */
@OnEveryServer
class CapturedFixturesIT extends DatastreamFixturesContract {
  private static final String TABLES =
      """
      CREATE TABLE Users (id int PRIMARY KEY, name varchar(200), age bigint, subscribed bit(1),
        plan char(1), startDate date);
      CREATE TABLE Movie (id int PRIMARY KEY, name varchar(200), actor decimal(65,30),
        startTime timestamp NULL);
      CREATE TABLE Authors (author_id int PRIMARY KEY, name varchar(200));
      CREATE TABLE Articles (id int PRIMARY KEY, name varchar(200), published_date date,
        author_id int);
      CREATE TABLE Books (id int PRIMARY KEY, title varchar(200), author_id int,
        FOREIGN KEY (author_id) REFERENCES Authors (author_id));
      """;

  private static final String CHANGES =
      """
      INSERT INTO Users VALUES (1, 'Tester Kumar', 30, b'0', 'A', '2023-01-01'),
        (2, 'Tester', 33, b'1', 'B', '2023-01-01'), (3, 'Tester', 50, b'1', 'Z', '2023-06-07');
      INSERT INTO Users VALUES (4, 'Tester', 38, b'1', 'D', '2023-09-10');
      UPDATE Users SET name = 'Tester Gupta', subscribed = b'0' WHERE id = 3;
      DELETE FROM Users WHERE id = 2;
      INSERT INTO Movie VALUES (1, 'movie1', 12345.09876, '2023-01-01 12:12:12'),
        (2, 'movie2', 931.5123, '2023-11-25 17:10:12');
      INSERT INTO Authors VALUES (1, 'a1'), (2, 'a2'), (3, 'a3'), (4, 'a4');
      INSERT INTO Books VALUES (1, 'Book005', 3), (2, 'Book002', 3), (3, 'Book004', 4),
        (4, 'Book004', 2);
      UPDATE Books SET title = 'Book005' WHERE id = 4;
      INSERT INTO Articles VALUES (1, 'Article001', '2024-01-01', 1),
        (2, 'Article002', '2024-01-01', 1), (3, 'Article004', '2024-01-01', 4),
        (4, 'Article005', '2024-01-01', 3);
      """;

  private final MysqlTestSource source;
  private final List<ChangeFile> captured;

  CapturedFixturesIT(ServerKind server) {
    source = MysqlTestSource.named(server, "l1", TABLES);
    List<String> tables = List.of("Users", "Movie", "Articles", "Books", "Authors");
    try (MysqlTestCapture capture =
        new MysqlTestCapture(source, tables.toArray(String[]::new)).begin().start()) {
      source.execute(CHANGES);
      capture.drain();
      captured = tables.stream().flatMap(table -> files(capture, table)).toList();
    }
  }

  private static Stream<ChangeFile> files(MysqlTestCapture capture, String table) {
    return capture.files(table).stream();
  }

  @AfterEach
  void close() {
    source.close();
  }

  @Override
  protected List<ChangeFile> files() {
    return captured;
  }

  @Override
  protected TargetUnderTest target() {
    return SpannerUnderTest.create(SCHEMA, DDL);
  }
}
