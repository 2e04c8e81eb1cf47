package dev.crossover.launcher.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.preflight.Finding;
import dev.crossover.platforms.googlecloud.CloudSettings;
import org.junit.jupiter.api.Test;

class ProvableJobsTest {
  @Test
  void letsOnlyJobsBeThatWriteALedger() {
    assertThat(new ProvableJobs(CloudSettings.single().googleCloud().orElseThrow()).look())
        .extracting(Finding::verdict)
        .containsExactly(Finding.Verdict.PASS);

    Finding google =
        new ProvableJobs(CloudSettings.shardedWithGooglesTemplates().googleCloud().orElseThrow())
            .look()
            .get(0);
    assertThat(google.verdict()).isEqualTo(Finding.Verdict.FAIL);
    assertThat(google.observed())
        .startsWith("google_cloud.bulk.template and google_cloud.live.template google");
  }
}
