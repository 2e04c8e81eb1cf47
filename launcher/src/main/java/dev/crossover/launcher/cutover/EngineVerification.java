package dev.crossover.launcher.cutover;

import dev.crossover.engine.verify.VerificationProgress;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.engine.verify.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The engine's verification, told that nothing is on its way any more. */
public final class EngineVerification implements FencedVerification {
  private static final double MILLIS = 1_000;

  private final Verifier verifier;
  private final Supplier<Optional<VerificationReport>> last;
  private final Consumer<VerificationReport> done;
  private final VerificationProgress progress;

  /**
   * @param verifier made without live changes: inside the fence every difference is definitive
   * @param last the report of the last verification that looked at every row
   * @param done keeps the report of the verification inside the fence
   */
  public EngineVerification(
      Verifier verifier,
      Supplier<Optional<VerificationReport>> last,
      Consumer<VerificationReport> done,
      VerificationProgress progress) {
    this.verifier = verifier;
    this.last = last;
    this.done = done;
    this.progress = progress;
  }

  @Override
  public Optional<Last> last() {
    return last.get().map(report -> new Last(verdict(report), report.finishedAt()));
  }

  @Override
  public Optional<Estimate> estimate() {
    return last.get().filter(report -> report.rowsPerSecond() > 0).map(this::estimate);
  }

  private Estimate estimate(VerificationReport report) {
    double changedSeconds = verifier.changedSince(report.since()).predictedSeconds();
    return new Estimate(
        seconds(report.compared() / report.rowsPerSecond()), seconds(changedSeconds));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) Math.ceil(seconds * MILLIS));
  }

  @Override
  public Outcome verify(Scope scope) {
    VerificationReport report =
        switch (scope) {
          case FULL -> verifier.verifyAll(progress);
          case CHANGED -> verifier.verifyChanged(since(), progress);
        };
    done.accept(report);
    return new Outcome(verdict(report), text(report));
  }

  private Instant since() {
    return last.get()
        .filter(report -> verdict(report) == Verdict.PASS)
        .map(VerificationReport::since)
        .orElseThrow(
            () ->
                new StoppedException(
                    ExitCode.VERIFICATION_INCOMPLETE,
                    "no verification has passed, so nobody knows what changed since; run crossover"
                        + " verify"));
  }

  private static Verdict verdict(VerificationReport report) {
    return switch (report.verdict()) {
      case PASS -> Verdict.PASS;
      case MISMATCH -> Verdict.MISMATCH;
      case INCOMPLETE -> Verdict.INCOMPLETE;
    };
  }

  private static String text(VerificationReport report) {
    String compared =
        "%s, %d %s compared"
            .formatted(
                report.verdict(),
                report.compared(),
                report.scope() == VerificationReport.Scope.ALL ? "rows" : "changed rows");
    return report.reason().isEmpty() ? compared : compared + ": " + report.reason();
  }
}
