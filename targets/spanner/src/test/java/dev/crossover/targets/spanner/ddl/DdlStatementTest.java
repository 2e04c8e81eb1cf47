package dev.crossover.targets.spanner.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.crossover.targets.spanner.ddl.DdlStatement.Effect;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DdlStatementTest {
  @Test
  void findsOutWhatAStatementDoesAndToWhat() {
    assertThat(
            Stream.of(
                    "CREATE TABLE `t` (\n  `a` INT64 DEFAULT (';')\n) PRIMARY KEY (`a`)",
                    "CREATE UNIQUE NULL_FILTERED INDEX `i` ON `t` (`a`)",
                    "ALTER TABLE `t` ADD CONSTRAINT `c` FOREIGN KEY (`a`) REFERENCES `u` (`a`)",
                    "ALTER TABLE `t` DROP CONSTRAINT `c`",
                    "ALTER TABLE `t` SET ON DELETE CASCADE")
                .map(DdlStatement::parse))
        .extracting(DdlStatement::effect, DdlStatement::object)
        .containsExactly(
            tuple(Effect.CREATE_TABLE, "t"),
            tuple(Effect.CREATE_INDEX, "i"),
            tuple(Effect.ADD_CONSTRAINT, "c"),
            tuple(Effect.DROP_CONSTRAINT, "c"),
            tuple(Effect.OTHER, ""));
  }

  @Test
  void keepsTheStatementAsItIsWritten() {
    String sql = "CREATE TABLE `t` (\n  `a` INT64\n) PRIMARY KEY (`a`)";
    assertThat(DdlStatement.parse(sql).sql()).isEqualTo(sql);
  }
}
