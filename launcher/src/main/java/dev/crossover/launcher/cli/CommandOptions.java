package dev.crossover.launcher.cli;

import dev.crossover.contract.CrossoverException;
import dev.crossover.launcher.Wiring;
import dev.crossover.launcher.progress.Progress;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every command that works on an environment, and how such a command runs. */
final class CommandOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"-e", "--env"},
      required = true,
      paramLabel = "ENV",
      description = "The environment; its settings are in ENV.tfvars.json.")
  private String environment;

  @Option(
      names = "--tfvars",
      paramLabel = "DIR",
      defaultValue = "tfvars",
      description = "The folder of the settings files. Default: ${DEFAULT-VALUE}.")
  private Path tfvars;

  @Mixin private OutputOptions output;

  /** What a command does once its environment is known. */
  @FunctionalInterface
  interface Action {
    Answer run(Wiring wiring, Progress progress);
  }

  /** Runs a command to its printed answer; an error is an answer too. */
  int run(Action action) {
    return new Invocation(command, Optional.of(environment), output)
        .run(tfvars, progress -> {}, action);
  }

  /**
   * Runs a command that takes no lease, as {@link #run}. The promise that the next command opens a
   * source which an ended cutover left closed holds for it too; if that fails it is said, and the
   * command runs all the same.
   */
  int runWithoutLease(Action action) {
    return run(
        (wiring, progress) -> {
          try {
            if (wiring.unfenceIfAbandoned()) {
              progress.note("opened the source, which a cutover that has ended had left closed");
            }
          } catch (CrossoverException | UncheckedIOException e) {
            progress.note("it is not known whether the source is closed: " + e.getMessage());
          }
          return action.run(wiring, progress);
        });
  }

  /** Runs a command that is about the environment and works with none of its parts. */
  int runApart(Supplier<Answer> work) {
    return new Invocation(command, Optional.of(environment), output).run(work);
  }

  String environment() {
    return environment;
  }

  /** The folder of the settings files. */
  Path tfvars() {
    return tfvars;
  }

  boolean json() {
    return output.json();
  }
}
