package dev.crossover.launcher.cutover;

import static java.util.stream.Collectors.joining;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.platform.FenceWatchProcess;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.source.Fence;
import dev.crossover.engine.source.FencePlan;
import dev.crossover.engine.source.FenceRecord;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.source.Writers;
import dev.crossover.engine.target.AppliedChanges;
import dev.crossover.engine.time.Timing;
import dev.crossover.launcher.deadletters.OrderInDoubt;
import dev.crossover.launcher.fence.Unfencing;
import dev.crossover.launcher.gates.CutoverLimits;
import dev.crossover.launcher.gates.Gate;
import dev.crossover.launcher.gates.GateCheck;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.rollforward.RollForwardStep;
import dev.crossover.launcher.rollforward.StepLog;
import dev.crossover.launcher.verify.FencedVerification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The cutover of one migration: shows what it would do, and decides whether it may be done.
 *
 * <p>One thread at a time.
 */
public final class Cutover {
  private final Parts parts;

  public Cutover(Parts parts) {
    this.parts = parts;
  }

  /**
   * What a cutover works with.
   *
   * @param target the target's address
   * @param live the job that applies changes
   * @param copyAgain rows that no change tells of
   * @param gates asked in this order before anything is changed
   * @param schema the one of them that is asked again last of all before the journal
   * @param beforeJournal done in this order once the rows are verified; harmless if the cutover is
   *     given up after them
   * @param afterJournal done in this order once the target owns the data
   */
  public record Parts(
      String target,
      Fence fence,
      Writers writers,
      SourceLog log,
      ChangeStream stream,
      Job live,
      AppliedChanges applied,
      OrderInDoubt orderInDoubt,
      RowsToCopyAgain copyAgain,
      FencedVerification verification,
      FenceWatchProcess fenceWatch,
      List<GateCheck> gates,
      GateCheck schema,
      List<CutoverStep> beforeJournal,
      List<RollForwardStep> afterJournal,
      CutoverLimits limits,
      Timing timing,
      Progress progress) {
    public Parts {
      gates = List.copyOf(gates);
      beforeJournal = List.copyOf(beforeJournal);
      afterJournal = List.copyOf(afterJournal);
    }
  }

  /** Each step and each gate, as they are now. Changes nothing. */
  public CutoverPlan plan() {
    List<Gate> gates = new ArrayList<>(look());
    try {
      return plan(parts.fence().look(), gates);
    } catch (CrossoverException e) {
      gates.add(
          new Gate(
              RaiseFence.NAME, e.getMessage(), "down", false, "look at crossover status first"));
      return plan(new FencePlan(new FenceRecord(""), "close the source"), gates);
    }
  }

  private CutoverPlan plan(FencePlan fence, List<Gate> gates) {
    return CutoverPlan.of(
        fence.record().json(), CutoverSteps.of(parts, fence).list(), parts.afterJournal(), gates);
  }

  private List<Gate> look() {
    return parts.gates().stream().map(Cutover::look).toList();
  }

  private static Gate look(GateCheck check) {
    try {
      return check.look();
    } catch (CrossoverException e) {
      return new Gate(
          check.name(), "unknown: " + e.getMessage(), "known", false, "repair that first");
    }
  }

  /**
   * Cuts over, or rolls forward a cutover whose journal is written. Whatever goes wrong before the
   * journal, the source is un-fenced when this returns, and the report says so.
   *
   * @param lease held and renewed by the caller
   * @param approved the hash of the plan that somebody approved; empty if nobody had to
   */
  public CutoverReport execute(Lease lease, Optional<String> approved) {
    if (lease.entry().phase().isPastTheJournal()) {
      StepLog log = new StepLog(parts.timing(), parts.progress());
      return new AfterJournal(parts.afterJournal(), lease, List.of(), log).run();
    }
    new Unfencing(parts.fence(), parts.timing())
        .afterAnotherProcess(lease, "an earlier cutover ended before the journal");
    if (lease.entry().phase() != Phase.READY) {
      return refused(lease, "", List.of(), notReady(lease.entry().phase()));
    }
    parts.orderInDoubt().settle();
    FencePlan fence = parts.fence().look();
    CutoverPlan plan = plan(fence, look());
    if (!plan.ready()) {
      return refused(lease, plan.hash(), plan.gates(), unmet(plan.gates()));
    }
    if (approved.isPresent() && !approved.get().equals(plan.hash())) {
      return refused(lease, plan.hash(), plan.gates(), notApproved(approved.get(), plan.hash()));
    }
    return new CutoverRun(parts, lease, fence, plan).run();
  }

  private static String notReady(Phase phase) {
    return "the migration is in phase "
        + phase
        + ", must be READY; let crossover run go on until then";
  }

  private static String unmet(List<Gate> gates) {
    return gates.stream().filter(gate -> !gate.met()).map(Gate::text).collect(joining("\n"));
  }

  private static String notApproved(String approved, String present) {
    return "the plan "
        + approved
        + " was approved, but what would be done now is the plan "
        + present
        + "; look at cutover --dry-run and approve that";
  }

  private static CutoverReport refused(Lease lease, String hash, List<Gate> gates, String problem) {
    return new CutoverReport(
        ExitCode.GATE_NOT_MET,
        lease.entry().phase(),
        hash,
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        gates,
        List.of(),
        OptionalLong.empty(),
        Optional.of(problem));
  }
}
