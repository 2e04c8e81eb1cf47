package dev.crossover.sources.mysql.verify;

import dev.crossover.engine.types.SourceType;
import dev.crossover.engine.verify.sides.ComparedSource;
import dev.crossover.engine.verify.sides.ComparedSourceContract;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.MysqlTestTypes;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class MysqlComparedSourceIT extends ComparedSourceContract {
  private static MysqlTestSource database;

  @BeforeAll
  static void create() {
    database =
        MysqlTestSource.named("public", "CREATE TABLE item (id bigint PRIMARY KEY, name text)");
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
    return new MysqlComparedSource(database.database());
  }

  @Override
  protected SourceType integer() {
    return MysqlTestTypes.BIGINT;
  }

  @Override
  protected SourceType text() {
    return MysqlTestTypes.TEXT;
  }

  @Override
  protected void insert(long id, Optional<String> name) {
    database.execute(
        "INSERT INTO item VALUES (%d, %s)"
            .formatted(id, name.map(text -> "'" + text + "'").orElse("NULL")));
  }
}
