package dev.crossover.launcher.world;

import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.launcher.verify.FencedVerification;
import dev.crossover.launcher.verify.Verifications;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
        .map(report -> new Last(Verdict.valueOf(report.verdict().name()), report.finishedAt()));
  }

  @Override
  public Optional<Estimate> estimate() {
    return last().map(report -> new Estimate(Duration.ofSeconds(2), Duration.ofSeconds(1)));
  }

  @Override
  public Outcome verify(Scope scope) {
    scopes.add(scope);
    Verdict verdict = source.rows().equals(target.rows()) ? Verdict.PASS : Verdict.MISMATCH;
    kept.keep(report(scope, verdict));
    return new Outcome(verdict, verdict + ", " + source.rows().size() + " rows compared");
  }

  private VerificationReport report(Scope scope, Verdict verdict) {
    Instant now = clock.instant();
    return new VerificationReport(
        scope == Scope.FULL ? VerificationReport.Scope.ALL : VerificationReport.Scope.CHANGED,
        dev.crossover.engine.verify.Verdict.valueOf(verdict.name()),
        "",
        now,
        now,
        now,
        source.rows().size(),
        0,
        1,
        0,
        List.of());
  }

  /** What was compared so far. */
  public List<Scope> scopes() {
    return List.copyOf(scopes);
  }
}
