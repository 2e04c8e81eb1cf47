package dev.crossover.sources.mysql.verify;

import dev.crossover.engine.types.SourceType;
import dev.crossover.engine.verify.sides.ComparedSource;
import dev.crossover.engine.verify.sides.ComparedSourceContract;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.MysqlTestTypes;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.ServerKind;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

@OnEveryServer
class MysqlComparedSourceIT extends ComparedSourceContract {
  @Parameter ServerKind server;

  private static MysqlTestSource database;

  @BeforeParameterizedClassInvocation
  static void create(ServerKind on) {
    database =
        MysqlTestSource.named(on, "public", "CREATE TABLE item (id bigint PRIMARY KEY, name text)");
  }

  @BeforeEach
  void empty() {
    database.execute("TRUNCATE item");
  }

  @AfterParameterizedClassInvocation
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
