package dev.crossover.targets.spanner.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.spanner.Statement;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.schema.SchemaScript;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RowsInTheWayIT {
  private static final SchemaScript SCRIPT =
      new SchemaScript(
          List.of(
              "ALTER TABLE `employee` ADD CONSTRAINT `employee_boss` FOREIGN KEY (`firm`, `boss`)"
                  + " REFERENCES `employee` (`firm`, `id`)",
              "CREATE UNIQUE NULL_FILTERED INDEX `employee_desk` ON `employee` (`desk` DESC,"
                  + " `floor`)",
              "CREATE INDEX `employee_floor` ON `employee` (`floor`)"));

  private final SpannerDatabase target =
      TestSpanner.create(
          List.of(
              "CREATE TABLE employee (firm INT64, id INT64, boss INT64, desk STRING(MAX), floor"
                  + " INT64) PRIMARY KEY (firm, id)"));
  private final SpannerSchemaApplier schema = new SpannerSchemaApplier(target);

  @AfterEach
  void close() {
    target.close();
  }

  private void insert(String values) {
    target
        .client()
        .readWriteTransaction()
        .run(
            transaction ->
                transaction.executeUpdate(
                    Statement.of(
                        "INSERT INTO employee (firm, id, boss, desk, floor) VALUES " + values)));
  }

  @Test
  void areNoneWhereTheScriptWouldBeTaken() {
    insert("(1, 1, NULL, NULL, 3), (1, 2, 1, 'a', 3), (1, 3, 2, 'b', 3), (2, 9, NULL, NULL, 3)");

    assertThat(schema.refusals(SCRIPT)).isEmpty();
    schema.apply(SCRIPT);
    assertThat(schema.refusals(SCRIPT)).as("what is done is not asked again").isEmpty();
  }

  @Test
  void areAChildWithoutItsParentAndEqualValues() {
    insert("(1, 1, 7, 'a', 3), (1, 2, NULL, 'a', 3), (2, 7, NULL, 'a', 4)");

    assertThat(schema.refusals(SCRIPT))
        .containsExactly(
            "the foreign key employee_boss of employee: a row has firm, boss = 1, 7, and employee"
                + " has no such row",
            "the unique index employee_desk of employee: more than one row has desk, floor ="
                + " \"a\", 3");
    assertThatThrownBy(() -> schema.apply(SCRIPT)).isInstanceOf(TargetException.class);
  }
}
