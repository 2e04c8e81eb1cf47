package dev.crossover.launcher.cutover;

import static java.util.stream.Collectors.joining;

import dev.crossover.contract.CrossoverException;
import dev.crossover.launcher.journal.JournalEntry;
import dev.crossover.launcher.journal.Lease;
import dev.crossover.launcher.journal.Phase;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.source.Fence;
import dev.crossover.launcher.source.FenceRecord;
import dev.crossover.launcher.source.SourceLog;
import dev.crossover.launcher.source.Writers;
import dev.crossover.launcher.stream.ChangeStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The cutover of one migration: shows what it would do, and does it.
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
   * @param gates asked in this order before anything is changed
   * @param afterJournal done in this order once the target is the truth
   */
  public record Parts(
      Fence fence,
      Writers writers,
      SourceLog log,
      ChangeStream stream,
      AppliedChanges applied,
      FencedVerification verification,
      Watchdog watchdog,
      List<GateCheck> gates,
      List<RollForwardStep> afterJournal,
      Limits limits,
      Pace pace,
      Progress progress) {
    public Parts {
      gates = List.copyOf(gates);
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
              CutoverRun.FENCE, e.getMessage(), "down", false, "look at crossover status first"));
      return plan(new FenceRecord(List.of(), List.of(), List.of()), gates);
    }
  }

  private CutoverPlan plan(FenceRecord record, List<Gate> gates) {
    List<CutoverPlan.Step> steps = new ArrayList<>();
    steps.add(new CutoverPlan.Step(CutoverRun.FENCE, fenceText(record)));
    steps.add(
        new CutoverPlan.Step(
            CutoverRun.DRAIN,
            "wait up to "
                + parts.limits().drain().toSeconds()
                + " s for open writers, then end their sessions"));
    steps.add(
        new CutoverPlan.Step(
            CutoverRun.CANARY, "try to write as each closed role to each closed table"));
    steps.add(
        new CutoverPlan.Step(
            CutoverRun.CATCH_UP,
            "wait up to "
                + parts.limits().catchUp().toSeconds()
                + " s until every change before the fence is on the target"));
    steps.add(
        new CutoverPlan.Step(
            CutoverRun.VERIFY,
            "compare every row, or, if that takes more than half of "
                + parts.limits().downtime().toSeconds()
                + " s, those that changed since the last verification that passed"));
    steps.add(
        new CutoverPlan.Step(
            CutoverRun.JOURNAL, "make the target the truth; from here there is no way back"));
    for (RollForwardStep step : parts.afterJournal()) {
      steps.add(new CutoverPlan.Step(step.name(), step.plan()));
    }
    return new CutoverPlan(hash(record, steps), steps, gates);
  }

  private static String fenceText(FenceRecord record) {
    return "take the right to write to "
        + record.tables().size()
        + " tables from everybody, close the roles "
        + record.roles().stream().map(FenceRecord.Role::name).collect(joining(", "))
        + " and end their sessions";
  }

  private static String hash(FenceRecord record, List<CutoverPlan.Step> steps) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(record.toJson().getBytes(StandardCharsets.UTF_8));
      digest.update(steps.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every Java has SHA-256", e);
    }
  }

  private List<Gate> look() {
    return parts.gates().stream().map(Cutover::look).toList();
  }

  private static Gate look(GateCheck check) {
    try {
      return check.look();
    } catch (CrossoverException e) {
      return new Gate(
          check.name(), "cannot be told: " + e.getMessage(), "known", false, "repair that first");
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
    JournalEntry entry = lease.entry();
    if (entry.phase().isPastTheJournal()) {
      return new RollForward(parts, lease, List.of(), new StepLog(parts.pace(), parts.progress()))
          .run();
    }
    new FenceRecovery(parts.fence()).recover(lease, "an earlier cutover ended before the journal");
    if (lease.entry().phase() != Phase.READY) {
      return refused(
          lease,
          "",
          List.of(),
          "the migration is in phase "
              + lease.entry().phase()
              + ", must be READY; let crossover run go on until then");
    }
    FenceRecord record = parts.fence().look();
    CutoverPlan plan = plan(record, look());
    if (!plan.ready()) {
      return refused(
          lease,
          plan.hash(),
          plan.gates(),
          plan.gates().stream().filter(gate -> !gate.met()).map(Gate::text).collect(joining("\n")));
    }
    if (approved.isPresent() && !approved.get().equals(plan.hash())) {
      return refused(
          lease,
          plan.hash(),
          plan.gates(),
          "the plan "
              + approved.get()
              + " was approved, but what would be done now is the plan "
              + plan.hash()
              + "; look at cutover --dry-run and approve that");
    }
    return new CutoverRun(parts, lease, record, plan).run();
  }

  private static CutoverReport refused(Lease lease, String hash, List<Gate> gates, String problem) {
    return new CutoverReport(
        ExitCode.GATE_NOT_MET,
        lease.entry().phase(),
        hash,
        Optional.empty(),
        Optional.empty(),
        gates,
        List.of(),
        OptionalLong.empty(),
        Optional.of(problem));
  }
}
