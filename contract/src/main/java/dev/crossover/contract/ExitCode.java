package dev.crossover.contract;

import java.io.UncheckedIOException;

/** How a command or a job ended, as the shell sees it. The numbers are a promise to scripts. */
public enum ExitCode {
  DONE(0, "done"),
  BUG(1, "an unexpected error; see the log"),
  USAGE(2, "wrong options or settings"),
  GATE_NOT_MET(10, "a gate is not met; nothing was changed"),
  MISMATCH(11, "source and target differ"),
  VERIFICATION_INCOMPLETE(12, "verification could not compare everything"),
  CATCH_UP_TIMED_OUT(13, "catch-up timed out; the source is un-fenced"),
  ABORTED(14, "aborted; the source is un-fenced"),
  OWNERSHIP_AMBIGUOUS(20, "unknown whether the journal was written; do not retry"),
  STILL_FENCED(21, "the source may still be closed; the message says who opens it"),
  SOURCE_ERROR(30, "the source failed"),
  TARGET_ERROR(31, "the target failed"),
  JOURNAL_ERROR(32, "the journal or the ledger failed"),
  EXTERNAL_TOOL_ERROR(33, "a program that Crossover started failed"),
  STORAGE_ERROR(34, "files could not be read or written; is the disk full?"),
  OUT_OF_MEMORY(35, "the memory that the process may use is too small for one row"),
  ALREADY_RUNNING(40, "another Crossover works on this environment");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** The code for a command that ended with {@code error}. */
  public static ExitCode of(Throwable error) {
    if (error instanceof UncheckedIOException) {
      return STORAGE_ERROR;
    }
    return error instanceof CrossoverException expected ? expected.exitCode() : BUG;
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
