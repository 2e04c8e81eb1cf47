package dev.crossover.sources.mysql.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.capture.CaptureSetup;
import dev.crossover.engine.capture.CaptureSetupContract;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.ServerKind;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnEveryServer
class BinlogSetupIT extends CaptureSetupContract {
  private final MysqlTestSource source;

  BinlogSetupIT(ServerKind server) {
    source =
        MysqlTestSource.create(
            server,
            """
            CREATE TABLE item (id int PRIMARY KEY);
            CREATE TABLE `parts-by-id` (id int PRIMARY KEY) PARTITION BY RANGE (id) (
              PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20));
            """);
  }

  @AfterEach
  void close() {
    source.close();
  }

  @Override
  protected CaptureSetup setup() {
    return new BinlogSetup(
        source.database(),
        "crossover",
        List.of(new TableName(source.name(), "item"), new TableName(source.name(), "parts-by-id")));
  }

  @Override
  protected void swapATable() {
    source.execute(
        "CREATE TABLE other (id int PRIMARY KEY);\nRENAME TABLE item TO old, other TO item");
  }

  @Test
  void goesOnWithTablesThatWereRebuiltOrEmptied() {
    Position start = setup().create();

    for (String sql :
        List.of(
            "OPTIMIZE TABLE item",
            "TRUNCATE item",
            "ALTER TABLE item FORCE",
            "FLUSH BINARY LOGS",
            "ALTER TABLE item MODIFY id bigint",
            "CREATE TABLE item_copy LIKE item",
            "CREATE TABLE IF NOT EXISTS item (id int)",
            "ALTER TABLE `parts-by-id` ADD PARTITION (PARTITION p2 VALUES LESS THAN (30))")) {
      source.execute(sql);
      assertThat(setup().uncaptured()).as(sql).isEmpty();
    }

    setup().requireIntact(start);
    setup().remove();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE item;\nCREATE TABLE item (id int PRIMARY KEY)",
        "OPTIMIZE TABLE item;\nRENAME TABLE item TO old;\nALTER TABLE old RENAME item, FORCE",
        "ALTER TABLE `parts-by-id` DROP PARTITION p1",
        "ALTER TABLE `parts-by-id` TRUNCATE PARTITION p0"
      })
  void noticesATableWhoseRowsAreOthersThanTheLogTells(String sql) {
    Position start = setup().create();

    source.execute(sql);

    assertThat(setup().uncaptured())
        .singleElement()
        .asString()
        .contains("was swapped, or got or lost rows that are not in the binary log");
    assertThatThrownBy(() -> setup().requireIntact(start))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("run cleanup, then run");
    setup().remove();
  }
}
