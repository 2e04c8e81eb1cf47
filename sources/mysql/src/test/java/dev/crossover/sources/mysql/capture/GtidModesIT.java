package dev.crossover.sources.mysql.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.RunningServer;
import dev.crossover.sources.mysql.ServerKind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** MySQL gives transactions identifiers or not, and somebody may turn that on or off meanwhile. */
class GtidModesIT {
  private static final List<String> MODES =
      List.of(
          "OFF", "OFF_PERMISSIVE", "ON_PERMISSIVE", "ON", "ON_PERMISSIVE", "OFF_PERMISSIVE", "OFF");

  @Test
  void aStreamGoesOnWithoutAGapWhileIdentifiersAreTurnedOnAndOff() {
    try (RunningServer server = ServerKind.MYSQL.start("--gtid-mode=OFF");
        MysqlTestSource source =
            MysqlTestSource.create(server.port(), "CREATE TABLE t (id int PRIMARY KEY)");
        MysqlTestCapture capture = new MysqlTestCapture(source, "t").begin()) {
      int rows = 0;
      for (String mode : MODES) {
        source.execute("SET GLOBAL gtid_mode = " + mode);
        source.execute("INSERT INTO t VALUES (%d)".formatted(++rows));
        capture.start();
        source.execute("INSERT INTO t VALUES (%d)".formatted(++rows));
        capture.drain();
        capture.stop();
      }

      assertThat(capture.records("t"))
          .extracting(MysqlTestCapture::summary)
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, rows).mapToObj(id -> "INSERT " + id).toList());
    }
  }
}
