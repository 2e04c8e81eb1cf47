package dev.crossover.launcher.cli;

import ch.qos.logback.classic.Level;
import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job in this process. Why it ended is the last line of its log, and its exit code. */
final class JobRun {
  private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

  private JobRun() {}

  /**
   * @param event the job's name in its log
   */
  static Answer of(String event, Runnable job) {
    LogFile.onTerminal(Level.INFO);
    try {
      job.run();
      return answer(ExitCode.DONE, "done");
    } catch (CrossoverException | UncheckedIOException e) {
      LOG.debug("event={}_failed", event, e);
      LOG.error("event={}_failed error=\"{}\"", event, oneLine(e.getMessage()));
      return answer(ExitCode.of(e), e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("event={}_failed error=\"a bug: {}\"", event, oneLine(e.toString()), e);
      return answer(ExitCode.BUG, e.toString());
    } finally {
      // The launcher shows the last line of a job's log.
      LogFile.onTerminal(Level.OFF);
    }
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  private static Answer answer(ExitCode exit, String outcome) {
    return new Answer(exit, new AnswerPrinter.Failure(outcome, Optional.empty()), "");
  }
}
