package dev.crossover.launcher.cutover;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.SettingsException;
import dev.crossover.contract.SourceException;
import dev.crossover.contract.TargetException;
import dev.crossover.launcher.journal.AlreadyRunningException;
import dev.crossover.launcher.journal.JournalException;
import dev.crossover.launcher.journal.OutcomeUnknownException;
import dev.crossover.launcher.journal.OwnershipAmbiguousException;
import dev.crossover.launcher.journal.StaleEpochException;
import dev.crossover.launcher.local.ExternalToolException;
import dev.crossover.launcher.source.StaleFenceException;
import java.util.Map;

/** How a command ended, as the shell sees it. The numbers are a promise to scripts. */
public enum ExitCode {
  DONE(0, "done"),
  BUG(1, "an error nobody expected; the log has it"),
  USAGE(2, "wrong options or settings"),
  GATE_NOT_MET(10, "a gate is not met; nothing was changed"),
  MISMATCH(11, "source and target differ"),
  VERIFICATION_INCOMPLETE(12, "verification could not compare everything"),
  CATCH_UP_TIMED_OUT(13, "catch-up timed out; the source is un-fenced"),
  ABORTED(14, "aborted; the source is un-fenced"),
  OWNERSHIP_AMBIGUOUS(20, "nobody can tell whether the journal was written; do not retry"),
  SOURCE_ERROR(30, "the source failed"),
  TARGET_ERROR(31, "the target failed"),
  JOURNAL_ERROR(32, "the journal or the ledger failed"),
  EXTERNAL_TOOL_ERROR(33, "a program that Crossover started failed"),
  ALREADY_RUNNING(40, "another Crossover works on this environment");

  private static final Map<Class<? extends CrossoverException>, ExitCode> CODES =
      Map.of(
          SettingsException.class, USAGE,
          OwnershipAmbiguousException.class, OWNERSHIP_AMBIGUOUS,
          SourceException.class, SOURCE_ERROR,
          TargetException.class, TARGET_ERROR,
          JournalException.class, JOURNAL_ERROR,
          OutcomeUnknownException.class, JOURNAL_ERROR,
          ExternalToolException.class, EXTERNAL_TOOL_ERROR,
          AlreadyRunningException.class, ALREADY_RUNNING,
          StaleEpochException.class, ALREADY_RUNNING,
          StaleFenceException.class, ALREADY_RUNNING);

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** The code for a command that ended with {@code error}. */
  public static ExitCode of(Throwable error) {
    if (error instanceof StoppedException stopped) {
      return stopped.exitCode();
    }
    return CODES.entrySet().stream()
        .filter(code -> code.getKey().isInstance(error))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(BUG);
  }

  /** The number that the process ends with. */
  public int number() {
    return number;
  }

  /** One clause for help and reports. */
  public String meaning() {
    return meaning;
  }
}
