package dev.crossover.launcher.verify;

import dev.crossover.engine.verify.TableVerification;
import dev.crossover.engine.verify.VerificationProgress;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.engine.verify.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The engine's verification for a time when no change is on its way. */
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
    return last.get().map(EngineVerification::last);
  }

  private static Last last(VerificationReport report) {
    return new Last(verdict(report), report.leftToTheFence(), report.finishedAt());
  }

  @Override
  public Optional<Estimate> estimate() {
    return last.get().filter(report -> report.rowsPerSecond() > 0).map(this::estimate);
  }

  private Estimate estimate(VerificationReport report) {
    double changedSeconds = verifier.changedSince(report.since()).predictedSeconds();
    // Those are read twice: to be copied again, and to be verified.
    double whole = wholeRows(report) / report.rowsPerSecond();
    return new Estimate(
        seconds(report.compared() / report.rowsPerSecond() + whole),
        seconds(changedSeconds + report.countSeconds() + 2 * whole));
  }

  private long wholeRows(VerificationReport report) {
    Set<String> whole = verifier.comparedAsAWhole();
    return report.tables().stream()
        .filter(table -> whole.contains(table.name()))
        .mapToLong(TableVerification::compared)
        .sum();
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) Math.ceil(seconds * MILLIS));
  }

  /** Looks at every row where no verification has passed that could say what changed since. */
  @Override
  public Outcome verify(Scope scope) {
    Optional<Instant> since =
        last.get()
            .filter(report -> scope == Scope.CHANGED && last(report).isEnough())
            .map(VerificationReport::since);
    VerificationReport report =
        since.isPresent()
            ? verifier.verifyChanged(since.get(), progress)
            : verifier.verifyAll(progress);
    done.accept(report);
    return new Outcome(verdict(report), text(report));
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
