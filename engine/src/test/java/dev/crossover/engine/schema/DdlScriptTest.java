package dev.crossover.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.crossover.engine.schema.DdlStatement.Effect;
import java.util.List;
import org.junit.jupiter.api.Test;

class DdlScriptTest {
  @Test
  void readsWhatItWrites() {
    DdlScript script =
        new DdlScript(
            List.of(
                DdlStatement.parse(
                    "CREATE TABLE `t` (\n  `a` INT64 DEFAULT (';')\n) PRIMARY KEY (`a`)"),
                DdlStatement.parse("CREATE UNIQUE NULL_FILTERED INDEX `i` ON `t` (`a`)"),
                DdlStatement.parse(
                    "ALTER TABLE `t` ADD CONSTRAINT `c` FOREIGN KEY (`a`) REFERENCES `u` (`a`)"),
                DdlStatement.parse("ALTER TABLE `t` DROP CONSTRAINT `c`"),
                DdlStatement.parse("ALTER TABLE `t` SET ON DELETE CASCADE")));

    assertThat(DdlScript.parse(script.toSql("Run it."))).isEqualTo(script);
    assertThat(script.statements())
        .extracting(DdlStatement::effect, DdlStatement::object)
        .containsExactly(
            tuple(Effect.CREATE_TABLE, "t"),
            tuple(Effect.CREATE_INDEX, "i"),
            tuple(Effect.ADD_CONSTRAINT, "c"),
            tuple(Effect.DROP_CONSTRAINT, "c"),
            tuple(Effect.OTHER, ""));
  }

  @Test
  void writesTextsOnOneLine() {
    assertThat(GoogleSql.literal("a\n'b'\\;\u0007")).isEqualTo("'a\\x0a\\'b\\'\\\\;\\x07'");
  }
}
