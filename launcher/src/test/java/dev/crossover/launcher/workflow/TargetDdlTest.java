package dev.crossover.launcher.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetDdlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE TABLE Album (id INT64) PRIMARY KEY (id) | album",
        "CREATE TABLE IF NOT EXISTS `order` (id INT64) PRIMARY KEY (id) | order",
        "create unique null_filtered index `By_Name` ON t (name) | by_name",
        "CREATE SEQUENCE s OPTIONS (sequence_kind = 'bit_reversed_positive') | s",
        "ALTER TABLE `song` ADD CONSTRAINT `fk_album` FOREIGN KEY (a) REFERENCES album (id) |"
            + " fk_album",
        "ALTER TABLE song ALTER COLUMN a INT64 | ''",
      })
  void findsTheNameOfWhatAStatementMakes(String statement, String name) {
    assertThat(TargetDdl.created(statement)).isEqualTo(name);
  }
}
