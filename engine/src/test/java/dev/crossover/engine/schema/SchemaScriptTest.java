package dev.crossover.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaScriptTest {
  @Test
  void readsWhatItWrites() {
    SchemaScript script =
        new SchemaScript(
            List.of(
                "CREATE TABLE `t` (\n  `a` INT64 DEFAULT (';')\n) PRIMARY KEY (`a`)",
                "CREATE UNIQUE NULL_FILTERED INDEX `i` ON `t` (`a`)",
                "ALTER TABLE `t` ADD CONSTRAINT `c` FOREIGN KEY (`a`) REFERENCES `u` (`a`)",
                "ALTER TABLE `t` DROP CONSTRAINT `c`",
                "ALTER TABLE `t` SET ON DELETE CASCADE"));

    assertThat(SchemaScript.parse(script.toSql("Run it."))).isEqualTo(script);
  }

  @Test
  void isAFileThatAPersonCanRead() {
    assertThat(new SchemaScript(List.of("A", "B\n  C")).toSql("Run it."))
        .isEqualTo("-- Run it.\n\nA;\n\nB\n  C;\n");
  }
}
