package dev.crossover.launcher.cli;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.SettingsException;
import dev.crossover.contract.SourceException;
import dev.crossover.contract.TargetException;
import dev.crossover.launcher.cutover.ExitCode;
import dev.crossover.launcher.journal.AlreadyRunningException;
import dev.crossover.launcher.journal.JournalException;
import dev.crossover.launcher.journal.OutcomeUnknownException;
import dev.crossover.launcher.journal.OwnershipAmbiguousException;
import dev.crossover.launcher.journal.StaleEpochException;
import dev.crossover.launcher.local.ExternalToolException;
import dev.crossover.launcher.workflow.GateNotMetException;
import dev.crossover.launcher.workflow.JobFailedException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Errors as answers: which exit code, and one clear line. */
final class Failures {
  private static final Map<Class<? extends CrossoverException>, ExitCode> CODES =
      Map.ofEntries(
          Map.entry(SettingsException.class, ExitCode.USAGE),
          Map.entry(SourceException.class, ExitCode.SOURCE_ERROR),
          Map.entry(TargetException.class, ExitCode.TARGET_ERROR),
          Map.entry(ExternalToolException.class, ExitCode.EXTERNAL_TOOL_ERROR),
          Map.entry(JobFailedException.class, ExitCode.EXTERNAL_TOOL_ERROR),
          Map.entry(GateNotMetException.class, ExitCode.GATE_NOT_MET),
          Map.entry(JournalException.class, ExitCode.JOURNAL_ERROR),
          Map.entry(StaleEpochException.class, ExitCode.ALREADY_RUNNING),
          Map.entry(AlreadyRunningException.class, ExitCode.ALREADY_RUNNING),
          Map.entry(OutcomeUnknownException.class, ExitCode.OWNERSHIP_AMBIGUOUS),
          Map.entry(OwnershipAmbiguousException.class, ExitCode.OWNERSHIP_AMBIGUOUS));

  private Failures() {}

  static Answer expected(CrossoverException error, Optional<Path> log) {
    ExitCode code = CODES.getOrDefault(error.getClass(), ExitCode.BUG);
    return answer(code, error.getMessage(), log);
  }

  static Answer bug(RuntimeException error, Optional<Path> log) {
    String what = error.getMessage() == null ? "" : ": " + error.getMessage();
    return answer(ExitCode.BUG, "unexpected " + error.getClass().getSimpleName() + what, log);
  }

  private static Answer answer(ExitCode code, String message, Optional<Path> log) {
    String where = log.map(file -> "\nThe log is " + file).orElse("");
    return new Answer(
        code,
        new AnswerPrinter.Failure(message, log.map(Path::toString)),
        "crossover: " + message + where);
  }
}
