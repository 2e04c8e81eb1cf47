package dev.crossover.launcher.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.target.TargetDatabase;
import dev.crossover.engine.target.TestTarget;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetDdlIT {
  @Test
  void appliesOnlyWhatIsMissing() {
    List<String> statements =
        List.of(
            "CREATE TABLE album (id INT64) PRIMARY KEY (id)",
            "CREATE TABLE song (id INT64, album INT64, CONSTRAINT inline_fk FOREIGN KEY (album)"
                + " REFERENCES album (id)) PRIMARY KEY (id)",
            "CREATE INDEX song_by_album ON song (album)",
            "ALTER TABLE song ADD CONSTRAINT late_fk FOREIGN KEY (id) REFERENCES album (id)");
    try (TargetDatabase target = TestTarget.create(List.of())) {
      TargetDdl ddl = new TargetDdl(target);

      assertThat(ddl.apply(statements.subList(0, 2))).isEqualTo(2);
      assertThat(ddl.apply(statements)).isEqualTo(2);
      assertThat(ddl.apply(statements)).isZero();
    }
  }
}
