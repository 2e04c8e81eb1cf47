package dev.crossover.launcher.cli;

import ch.qos.logback.classic.Level;
import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsReader;
import dev.crossover.launcher.Wiring;
import dev.crossover.launcher.progress.Progress;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** One run of a command, from its words to its exit code. For one use. */
final class Invocation {
  private static final Logger LOG = LoggerFactory.getLogger(Invocation.class);

  private final CommandSpec command;
  private final Optional<String> environment;
  private final OutputOptions output;
  private Optional<Path> log = Optional.empty();

  /**
   * @param environment empty for a command that works on none
   */
  Invocation(CommandSpec command, Optional<String> environment, OutputOptions output) {
    this.command = command;
    this.environment = environment;
    this.output = output;
  }

  /**
   * Runs a command that works on an environment, with its parts and its log.
   *
   * @param tfvars the folder of the settings files
   * @param prepare makes the environment, if it is not one that exists already
   */
  int run(Path tfvars, Consumer<Progress> prepare, CommandOptions.Action action) {
    return run(
        () -> {
          try (Progress progress = output.json() ? Progress.silent() : Terminals.progress()) {
            prepare.accept(progress);
            return run(
                SettingsReader.read(tfvars, environment.orElseThrow()), tfvars, action, progress);
          }
        });
  }

  private Answer run(
      Settings settings, Path tfvars, CommandOptions.Action action, Progress progress) {
    try (Wiring wiring = Wiring.of(settings, tfvars, System.getenv())) {
      log = Optional.of(wiring.log("launcher"));
      LogFile.append(log.get());
      LOG.info("command=\"{}\" environment={} started", words(), settings.environment());
      unfenceIfTargetIsLost(wiring, progress);
      return action.run(wiring, progress);
    }
  }

  /** The command may need the target, and end because it is gone; the source must not wait. */
  private static void unfenceIfTargetIsLost(Wiring wiring, Progress progress) {
    try {
      if (wiring.unfenceIfTargetIsLost()) {
        progress.note("opened the source, which a cutover had fenced whose target is gone");
      }
    } catch (CrossoverException | UncheckedIOException e) {
      progress.note("it is not known whether the source is closed: " + e.getMessage());
    }
  }

  /** Runs a command to its printed answer; an error is an answer too. */
  int run(Supplier<Answer> work) {
    // A person reads the answer. The log is in its file, for whoever asks.
    LogFile.onTerminal(output.debug() ? Level.DEBUG : Level.ERROR);
    Answer answer = answer(work);
    LOG.info("command=\"{}\" exit={}", words(), answer.exit().number());
    CommandLine line = command.commandLine();
    return new AnswerPrinter(line.getOut(), line.getErr(), output.json())
        .print(words(), environment, answer);
  }

  private Answer answer(Supplier<Answer> work) {
    try {
      return work.get();
    } catch (CrossoverException e) {
      LOG.info("command=\"{}\" failed", words(), e);
      return Failures.expected(e, log);
    } catch (UncheckedIOException e) {
      LOG.info("command=\"{}\" failed", words(), e);
      return Failures.storage(e, log);
    } catch (RuntimeException e) {
      LOG.info("command=\"{}\" ended by a bug", words(), e);
      stackTrace(e);
      return Failures.bug(e, log);
    }
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
