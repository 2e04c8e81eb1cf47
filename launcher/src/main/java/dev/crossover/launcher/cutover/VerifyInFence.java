package dev.crossover.launcher.cutover;

import dev.crossover.contract.ExitCode;
import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Phase;
import dev.crossover.launcher.fence.CutoverStoppedException;
import dev.crossover.launcher.verify.FencedVerification;
import dev.crossover.launcher.verify.FencedVerification.Estimate;
import dev.crossover.launcher.verify.FencedVerification.Outcome;
import dev.crossover.launcher.verify.FencedVerification.Scope;
import dev.crossover.launcher.verify.FencedVerification.Verdict;
import java.time.Duration;
import java.util.Map;

/**
 * Compares source and target while nobody writes.
 *
 * @param downtime all the time between fence and journal; comparing gets half of it
 */
record VerifyInFence(FencedVerification verification, Duration downtime) implements CutoverStep {
  @Override
  public String name() {
    return "verify";
  }

  @Override
  public String plan() {
    return "compare every row, or, if that takes more than half of "
        + downtime.toSeconds()
        + " s, those that changed since the last verification that passed";
  }

  @Override
  public String run(Lease lease) {
    Outcome outcome = verification.verify(scope());
    if (outcome.verdict() != Verdict.PASS) {
      throw new CutoverStoppedException(
          outcome.verdict() == Verdict.MISMATCH
              ? ExitCode.MISMATCH
              : ExitCode.VERIFICATION_INCOMPLETE,
          "verification inside the fence: "
              + outcome.summary()
              + "; look at crossover verify, repair, and cut over again");
    }
    lease.advance(
        Phase.CAUGHT_UP,
        Phase.VERIFIED,
        Map.of(JournalDetails.VERDICT, JournalledCutover.text(outcome.verdict())));
    return outcome.summary();
  }

  private Scope scope() {
    Duration half = downtime.dividedBy(2);
    return verification
        .estimate()
        .map(Estimate::full)
        .filter(full -> full.compareTo(half) <= 0)
        .map(fits -> Scope.FULL)
        .orElse(Scope.CHANGED);
  }
}
