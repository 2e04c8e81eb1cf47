package dev.crossover.launcher.world;

import dev.crossover.launcher.verify.FencedVerification;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the rows of the fake source with those of the fake target. */
public final class FakeVerification implements FencedVerification {
  private final FakeSource source;
  private final FakeTarget target;
  private final Clock clock;
  private final List<Scope> scopes = new ArrayList<>();
  private Optional<Last> last = Optional.empty();

  FakeVerification(FakeSource source, FakeTarget target, Clock clock) {
    this.source = source;
    this.target = target;
    this.clock = clock;
  }

  @Override
  public Optional<Last> last() {
    return last;
  }

  @Override
  public Optional<Estimate> estimate() {
    return last.map(report -> new Estimate(Duration.ofSeconds(2), Duration.ofSeconds(1)));
  }

  @Override
  public Outcome verify(Scope scope) {
    scopes.add(scope);
    Verdict verdict = source.rows().equals(target.rows()) ? Verdict.PASS : Verdict.MISMATCH;
    last = Optional.of(new Last(verdict, clock.instant()));
    return new Outcome(verdict, verdict + ", " + source.rows().size() + " rows compared");
  }

  /** What was compared so far. */
  public List<Scope> scopes() {
    return List.copyOf(scopes);
  }
}
