package dev.crossover.launcher.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.verify.ChangedKeys;
import dev.crossover.engine.verify.VerificationProgress;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.engine.verify.Verifier;
import dev.crossover.launcher.cutover.FencedVerification;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Verifications and what they found, which is kept in the bucket: the last one, and the last that
 * passed, from which on changed rows are counted.
 */
public final class Verifications implements FencedVerification {
  private static final String LAST = "verification/last.json";
  private static final String LAST_PASS = "verification/last-pass.json";

  private final Bucket bucket;
  private final Supplier<Verifier> whileWritesFlow;
  private final Supplier<Verifier> inTheFence;
  private final VerificationProgress progress;

  /**
   * @param whileWritesFlow judges a difference again while it may be a change on its way
   * @param inTheFence takes every difference for definitive
   */
  public Verifications(
      Bucket bucket,
      Supplier<Verifier> whileWritesFlow,
      Supplier<Verifier> inTheFence,
      VerificationProgress progress) {
    this.bucket = bucket;
    this.whileWritesFlow = whileWritesFlow;
    this.inTheFence = inTheFence;
    this.progress = progress;
  }

  /** Compares every row while the application goes on writing. */
  public VerificationReport verify() {
    return kept(whileWritesFlow.get().verifyAll(progress));
  }

  /** The report of the last verification that ended. */
  public Optional<VerificationReport> lastReport() {
    return read(LAST);
  }

  @Override
  public Optional<Last> last() {
    return lastReport().map(report -> new Last(verdict(report), report.finishedAt()));
  }

  @Override
  public Optional<Estimate> estimate() {
    return read(LAST_PASS)
        .filter(report -> report.rowsPerSecond() > 0)
        .map(
            pass -> {
              ChangedKeys changed = inTheFence.get().changedSince(pass.since());
              return new Estimate(
                  seconds(pass.compared() / pass.rowsPerSecond()),
                  seconds(changed.predictedSeconds()));
            });
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  @Override
  public Outcome verify(Scope scope) {
    VerificationReport report = kept(compare(scope));
    String summary =
        "%s: %,d rows compared, %,d differ%s"
            .formatted(
                report.verdict(),
                report.compared(),
                report.mismatches(),
                report.reason().isEmpty() ? "" : "; " + report.reason());
    return new Outcome(verdict(report), summary);
  }

  private VerificationReport compare(Scope scope) {
    Optional<VerificationReport> pass = read(LAST_PASS);
    return scope == Scope.FULL || pass.isEmpty()
        ? inTheFence.get().verifyAll(progress)
        : inTheFence.get().verifyChanged(pass.get().since(), progress);
  }

  private VerificationReport kept(VerificationReport report) {
    byte[] json = report.toJson().getBytes(UTF_8);
    bucket.write(LAST, json);
    if (verdict(report) == Verdict.PASS && report.scope() == VerificationReport.Scope.ALL) {
      bucket.write(LAST_PASS, json);
    }
    return report;
  }

  private static Verdict verdict(VerificationReport report) {
    return Verdict.valueOf(report.verdict().name());
  }

  private Optional<VerificationReport> read(String path) {
    if (!bucket.list(path).contains(path)) {
      return Optional.empty();
    }
    try (InputStream content = bucket.read(path)) {
      return Optional.of(VerificationReport.parse(new String(content.readAllBytes(), UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
