package dev.crossover.launcher.world;

import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.verify.TableVerification;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.launcher.verify.FencedVerification;
import dev.crossover.launcher.verify.Verifications;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Compares the rows of the fake source with those of the fake target. */
public final class FakeVerification implements FencedVerification {
  private final FakeSource source;
  private final FakeTarget target;
  private final Clock clock;
  private final List<Scope> scopes = new ArrayList<>();
  private final Verifications kept;

  FakeVerification(FakeSource source, FakeTarget target, Bucket bucket, Clock clock) {
    this.source = source;
    this.target = target;
    this.kept = new Verifications(bucket);
    this.clock = clock;
  }

  @Override
  public Optional<Last> last() {
    return kept.last()
        .map(
            report ->
                new Last(
                    Verdict.valueOf(report.verdict().name()),
                    report.leftToTheFence(),
                    report.finishedAt()));
  }

  @Override
  public Optional<Estimate> estimate() {
    return last().map(report -> new Estimate(Duration.ofSeconds(2), Duration.ofSeconds(1)));
  }

  @Override
  public Outcome verify(Scope scope) {
    scopes.add(scope);
    Verdict verdict = source.rows().equals(target.rows()) ? Verdict.PASS : Verdict.MISMATCH;
    long cascaded = source.fence.isUp() ? 0 : differencesOfCascades();
    if (cascaded > 0) {
      verdict = Verdict.INCOMPLETE;
    }
    kept.keep(report(scope, verdict, cascaded));
    return new Outcome(verdict, verdict + ", " + source.rows().size() + " rows compared");
  }

  /** How many rows differ; 0 if one of them does that no foreign key has changed. */
  private long differencesOfCascades() {
    Map<String, String> left = new HashMap<>(source.rows());
    Map<String, String> right = new HashMap<>(target.rows());
    long differing =
        source.cascaded().stream()
            .filter(key -> !Objects.equals(left.remove(key), right.remove(key)))
            .count();
    return left.equals(right) ? differing : 0;
  }

  private VerificationReport report(Scope scope, Verdict verdict, long cascaded) {
    Instant now = clock.instant();
    dev.crossover.engine.verify.Verdict stored =
        dev.crossover.engine.verify.Verdict.valueOf(verdict.name());
    return new VerificationReport(
        scope == Scope.FULL ? VerificationReport.Scope.ALL : VerificationReport.Scope.CHANGED,
        stored,
        "",
        now,
        now,
        now,
        source.rows().size(),
        0,
        1,
        0,
        List.of(
            new TableVerification(
                "shop.sale",
                "sale",
                stored,
                "",
                source.rows().size(),
                target.rows().size(),
                source.rows().size(),
                0,
                cascaded,
                0,
                now,
                now,
                List.of())));
  }

  /** What was compared so far. */
  public List<Scope> scopes() {
    return List.copyOf(scopes);
  }
}
