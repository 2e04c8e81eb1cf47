package dev.crossover.sources.postgresql.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.types.SourceType;
import dev.crossover.engine.types.TestTypes;
import dev.crossover.engine.verify.sides.ComparedSource;
import dev.crossover.engine.verify.sides.ComparedSourceContract;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.sources.postgresql.TestSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

  @Test
  void estimatesAPartitionedTableByItsPartitionsAndDoesNotCountIt() {
    try (TestSource own =
        TestSource.create(
            "CREATE TABLE item (id bigint PRIMARY KEY, name text) PARTITION BY RANGE (id);"
                + "CREATE TABLE low PARTITION OF item FOR VALUES FROM (0) TO (1000);"
                + "CREATE TABLE high PARTITION OF item FOR VALUES FROM (1000) TO (2000);"
                + "INSERT INTO item SELECT i, 'n' FROM generate_series(0, 1999) i;"
                + "ANALYZE low; ANALYZE high; DELETE FROM low WHERE id > 99")) {
      ComparedSource compared = new PostgresqlComparedSource(own.database());

      assertThat(compared.open(ComparedTable.of(item(), compared)).estimatedRows())
          .isEqualTo(2_000);
    }
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
