package dev.crossover.launcher.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.verify.TableVerification;
import dev.crossover.engine.verify.Verdict;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.progress.Reading;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerificationReadingsTest {
  private static final Instant NOW = Instant.EPOCH;

  private final Shown shown = new Shown();
  private final VerificationReadings readings = new VerificationReadings(shown);

  /** What was shown last. */
  private static final class Shown implements Progress {
    private List<Reading> last = List.of();

    @Override
    public void note(String line) {}

    @Override
    public void show(List<Reading> readings) {
      last = readings;
    }

    @Override
    public void close() {}
  }

  @Test
  void countsTheRowsOfAllTablesAndOfTheOneAtWork() {
    readings.started("shop.sale", 10);
    readings.compared("shop.sale", 4);

    assertThat(shown.last)
        .containsExactly(
            Reading.count("verification", 4, "rows"),
            Reading.count("shop.sale", 4, 10, "rows"),
            Reading.gauge("tables done", "0"));
  }

  @Test
  void goesOnWithTheNextTable() {
    readings.started("shop.sale", 10);
    readings.finished(table("shop.sale", 12));
    readings.started("shop.item", 5);

    assertThat(shown.last)
        .containsExactly(
            Reading.count("verification", 12, "rows"),
            Reading.count("shop.item", 0, 5, "rows"),
            Reading.gauge("tables done", "1"));
  }

  @Test
  void neverShowsMoreRowsThanTheTotal() {
    readings.started("shop.sale", 3);
    readings.compared("shop.sale", 8);

    assertThat(shown.last).contains(Reading.count("shop.sale", 8, 8, "rows"));
  }

  @Test
  void saysWhatIsComparedAgain() {
    readings.started("shop.sale", 10);
    readings.rechecking(7);

    assertThat(shown.last)
        .contains(Reading.gauge("rechecking", "7 rows that changed meanwhile, shop.sale"));
  }

  private static TableVerification table(String name, long compared) {
    return new TableVerification(
        name, name, Verdict.PASS, "", compared, compared, compared, 0, 0, 0, NOW, NOW, List.of());
  }
}
