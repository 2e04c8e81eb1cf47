package dev.crossover.launcher.cli;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** Errors as answers: which exit code, and one clear line. */
final class Failures {
  private Failures() {}

  static Answer expected(CrossoverException error, Optional<Path> log) {
    return answer(error.exitCode(), error.getMessage(), log);
  }

  /** Such as a full disk, which is nobody's bug. */
  static Answer storage(UncheckedIOException error, Optional<Path> log) {
    return answer(
        ExitCode.of(error),
        error.getMessage() + "; make room or repair the disk, then run the command again",
        log);
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
