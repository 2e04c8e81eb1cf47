package dev.crossover.launcher.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.crossover.engine.preflight.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServedStreamTest {
  @Test
  void refusesMoreTablesThanAStreamCarries() {
    assertThat(new ServedStream(() -> 10_000, List.of()).look())
        .extracting(Finding::verdict, Finding::observed)
        .containsExactly(tuple(Finding.Verdict.PASS, "Datastream can carry 10,000 tables"));

    assertThat(new ServedStream(() -> 10_001, List.of()).look())
        .extracting(Finding::verdict, Finding::observed)
        .containsExactly(
            tuple(
                Finding.Verdict.FAIL,
                "a stream of Datastream carries 10,000 tables at most, got 10,001"));
  }

  @Test
  void tellsWhatDatastreamDoesNotTell() {
    assertThat(new ServedStream(() -> 1, List.of("it does not tell commits")).look())
        .extracting(Finding::verdict)
        .containsExactly(Finding.Verdict.PASS, Finding.Verdict.WARNING);
  }
}
