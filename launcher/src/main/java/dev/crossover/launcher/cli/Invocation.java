package dev.crossover.launcher.cli;

import ch.qos.logback.classic.Level;
import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsReader;
import dev.crossover.launcher.Wiring;
import dev.crossover.launcher.progress.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** One run of a command against an environment, from its words to its exit code. */
record Invocation(CommandSpec command, String environment, Path tfvars, OutputOptions output) {
  private static final Logger LOG = LoggerFactory.getLogger(Invocation.class);

  int run(CommandOptions.Action action) {
    return run(progress -> {}, action);
  }

  /**
   * @param prepare makes the environment, if it is not one that exists already
   */
  int run(Consumer<Progress> prepare, CommandOptions.Action action) {
    Optional<Path> log = Optional.empty();
    Answer answer;
    try (Progress progress = output.json() ? Progress.silent() : Terminals.progress()) {
      prepare.accept(progress);
      Settings settings = SettingsReader.read(tfvars, environment);
      try (Wiring wiring = Wiring.of(settings, tfvars, System.getenv())) {
        log = Optional.of(wiring.workspace().log("launcher"));
        LogFile.append(log.get());
        LogFile.onTerminal(output.debug() ? Level.DEBUG : Level.WARN);
        LOG.info("command=\"{}\" environment={} started", words(), environment);
        answer = action.run(wiring, progress);
      }
    } catch (CrossoverException e) {
      LOG.info("command=\"{}\" failed", words(), e);
      answer = Failures.expected(e, log);
    } catch (RuntimeException e) {
      LOG.info("command=\"{}\" ended by a bug", words(), e);
      answer = Failures.bug(e, log);
      stackTrace(e);
    }
    LOG.info("command=\"{}\" exit={}", words(), answer.exit().number());
    CommandLine line = command.commandLine();
    return new AnswerPrinter(line.getOut(), line.getErr(), output.json())
        .print(words(), Optional.of(environment), answer);
  }

  private void stackTrace(RuntimeException bug) {
    if (output.debug()) {
      PrintWriter err = command.commandLine().getErr();
      bug.printStackTrace(err);
      err.flush();
    }
  }

  /** The command without the program's name. */
  private String words() {
    return command.qualifiedName().replaceFirst("^\\S+ ", "");
  }
}
