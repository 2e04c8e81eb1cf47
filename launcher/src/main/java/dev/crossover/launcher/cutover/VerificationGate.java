package dev.crossover.launcher.cutover;

import dev.crossover.launcher.cutover.FencedVerification.Last;
import dev.crossover.launcher.cutover.FencedVerification.Verdict;
import java.time.Duration;
import java.util.Optional;

/** The last verification has passed, and not too long ago. */
record VerificationGate(FencedVerification verification, Duration maxAge, Pace pace)
    implements GateCheck {
  @Override
  public String name() {
    return "verification";
  }

  @Override
  public Gate look() {
    Optional<Last> last = verification.last();
    Optional<Duration> age =
        last.map(l -> Duration.between(l.finishedAt(), pace.clock().instant()));
    return new Gate(
        name(),
        last.map(l -> l.verdict() + ", " + age.orElseThrow().toSeconds() + " s ago")
            .orElse("never run"),
        "PASS, at most " + maxAge.toSeconds() + " s ago",
        last.filter(l -> l.verdict() == Verdict.PASS).isPresent()
            && age.orElseThrow().compareTo(maxAge) <= 0,
        "run crossover verify");
  }
}
