package dev.crossover.launcher.cutover;

import dev.crossover.contract.ExitCode;
import dev.crossover.engine.journal.Phase;
import dev.crossover.launcher.gates.Gate;
import dev.crossover.launcher.rollforward.StepReport;
import dev.crossover.launcher.verify.FencedVerification;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a cutover ended.
 *
 * @param catchUp how it is known that everything arrived
 * @param copiedAgain rows that the source's log lacked and that were copied inside the fence, by
 *     table; empty if there are no such tables
 * @param verdict of the verification inside the fence
 * @param fenceToJournalMillis how long the application was shut out before the target owned the
 *     data; empty if the journal was not written
 * @param problem why it did not end as {@link ExitCode#DONE}, and what to do
 */
public record CutoverReport(
    ExitCode exitCode,
    Phase phase,
    String planHash,
    Optional<CatchUpKind> catchUp,
    Map<String, Long> copiedAgain,
    Optional<FencedVerification.Verdict> verdict,
    List<Gate> gates,
    List<StepReport> steps,
    OptionalLong fenceToJournalMillis,
    Optional<String> problem) {
  public CutoverReport {
    copiedAgain = Map.copyOf(copiedAgain);
    gates = List.copyOf(gates);
    steps = List.copyOf(steps);
  }

  /** How it is known that everything arrived. */
  public enum CatchUpKind {
    /** By positions: the stream reports up to where everything is in files. */
    PROOF(
        "the stream said up to where everything is in files, that is above every write, and every"
            + " file is applied"),
    /** By the arrival of sentinels and a complete listing; the stream cannot tell more. */
    EVIDENCE(
        "sentinels from before and after the last write came through the stream, from every shard;"
            + " every change file is applied; for two rotations no other came; and none holds a"
            + " change from after the fence. This cannot show a change that the stream held back"
            + " for longer than two rotations, or left out without an error: the verification"
            + " inside the fence compares rows for that");

    private final String meaning;

    CatchUpKind(String meaning) {
      this.meaning = meaning;
    }

    /** What was seen, and what it cannot show. */
    public String meaning() {
      return meaning;
    }
  }
}
