package dev.crossover.launcher.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.verify.Verdict;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.engine.verify.VerificationReport.Scope;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerificationsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Verifications verifications = new Verifications(new InMemoryBucket());

  private static VerificationReport report(Scope scope, Instant finished) {
    return new VerificationReport(
        scope, Verdict.PASS, "", finished, finished, finished, 7, 0, 1.5, 0.5, List.of());
  }

  @Test
  void areKeptByTheTimeTheyEnded() {
    VerificationReport first = verifications.keep(report(Scope.ALL, NOON));
    verifications.keep(report(Scope.ALL, NOON.plusMillis(1)));

    assertThat(verifications.bucket().list("verification/")).hasSize(2);
    assertThat(verifications.bucket().list("verification/")).contains(Verifications.path(first));
    assertThat(Verifications.path(first))
        .matches("verification/all/verification-\\d{8}T\\d{6}\\.\\d{3}Z\\.json");
  }

  @Test
  void areEmptyAtFirst() {
    assertThat(verifications.last()).isEmpty();
    assertThat(verifications.lastOfAll()).isEmpty();
  }

  @Test
  void keepTheLastOfEachScope() {
    VerificationReport all = report(Scope.ALL, NOON);
    VerificationReport changed = report(Scope.CHANGED, NOON.plusSeconds(1));
    verifications.keep(report(Scope.ALL, NOON.minusSeconds(9)));
    verifications.keep(all);
    verifications.keep(changed);

    assertThat(verifications.lastOfAll()).contains(all);
    assertThat(verifications.last()).contains(changed);
  }

  @Test
  void preferTheNewestWhateverItsScope() {
    verifications.keep(report(Scope.CHANGED, NOON));
    assertThat(verifications.last().orElseThrow().scope()).isEqualTo(Scope.CHANGED);

    VerificationReport all = report(Scope.ALL, NOON.plusSeconds(1));
    verifications.keep(all);

    assertThat(verifications.last()).contains(all);
  }
}
