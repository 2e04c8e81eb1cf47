package dev.crossover.sources.mysql;

import dev.crossover.engine.target.TargetUnderTest;
import dev.crossover.targets.spanner.SpannerUnderTest;
import java.util.List;

class DatastreamFixturesIT extends DatastreamFixturesContract {
  private static final List<String> DDL =
      List.of(
          "CREATE TABLE Authors (author_id INT64 NOT NULL, name STRING(200)) PRIMARY KEY"
              + " (author_id)",
          "CREATE TABLE Movie (id INT64 NOT NULL, name STRING(200), actor NUMERIC, startTime"
              + " TIMESTAMP) PRIMARY KEY (id)",
          "CREATE TABLE Users (id INT64 NOT NULL, name STRING(200), age INT64, subscribed BOOL,"
              + " plan STRING(1), startDate DATE) PRIMARY KEY (id)",
          "CREATE TABLE Articles (id INT64 NOT NULL, name STRING(200), published_date DATE,"
              + " author_id INT64 NOT NULL) PRIMARY KEY (author_id, id), INTERLEAVE IN PARENT"
              + " Authors",
          "CREATE TABLE Books (id INT64 NOT NULL, title STRING(200), author_id INT64, FOREIGN KEY"
              + " (author_id) REFERENCES Authors (author_id)) PRIMARY KEY (id)");

  @Override
  protected TargetUnderTest target() {
    return SpannerUnderTest.create(SCHEMA, DDL);
  }
}
