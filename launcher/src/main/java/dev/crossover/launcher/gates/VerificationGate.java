package dev.crossover.launcher.gates;

import dev.crossover.engine.time.Timing;
import dev.crossover.launcher.verify.FencedVerification;
import dev.crossover.launcher.verify.FencedVerification.Last;
import dev.crossover.launcher.verify.FencedVerification.Verdict;
import java.time.Duration;
import java.util.Optional;

/** The last verification has passed, and not too long ago. */
record VerificationGate(FencedVerification verification, Duration maxAge, Timing timing)
    implements GateCheck {
  @Override
  public String name() {
    return "verification";
  }

  @Override
  public Gate look() {
    Optional<Last> last = verification.last();
    Optional<Duration> age = last.map(l -> Duration.between(l.finishedAt(), timing.now()));
    return new Gate(
        name(),
        last.map(l -> text(l) + ", " + age.orElseThrow().toSeconds() + " s ago")
            .orElse("never run"),
        "PASS, at most " + maxAge.toSeconds() + " s ago",
        last.filter(Last::isEnough).isPresent() && age.orElseThrow().compareTo(maxAge) <= 0,
        "run crossover verify");
  }

  private static String text(Last last) {
    return last.leftToTheFence() == 0
        ? last.verdict().toString()
        : "%s but for %d rows that the cutover copies again"
            .formatted(Verdict.PASS, last.leftToTheFence());
  }
}
