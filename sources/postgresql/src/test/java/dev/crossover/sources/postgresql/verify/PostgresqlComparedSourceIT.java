package dev.crossover.sources.postgresql.verify;

import dev.crossover.engine.types.SourceType;
import dev.crossover.engine.types.TestTypes;
import dev.crossover.engine.verify.sides.ComparedSource;
import dev.crossover.engine.verify.sides.ComparedSourceContract;
import dev.crossover.sources.postgresql.TestSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class PostgresqlComparedSourceIT extends ComparedSourceContract {
  private static TestSource database;

  @BeforeAll
  static void create() {
    database = TestSource.create("CREATE TABLE item (id bigint PRIMARY KEY, name text)");
  }

  @BeforeEach
  void empty() {
    database.execute("TRUNCATE item");
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  protected ComparedSource source() {
    return new PostgresqlComparedSource(database.database());
  }

  @Override
  protected SourceType integer() {
    return TestTypes.named("int8");
  }

  @Override
  protected SourceType text() {
    return TestTypes.named("text");
  }

  @Override
  protected void insert(long id, Optional<String> name) {
    database.execute(
        "INSERT INTO item VALUES (%d, %s)"
            .formatted(id, name.map(text -> "'" + text + "'").orElse("NULL")));
  }
}
