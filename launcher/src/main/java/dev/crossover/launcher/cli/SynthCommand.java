package dev.crossover.launcher.cli;

import dev.crossover.contract.CrossoverException;
import dev.crossover.launcher.local.Programs;
import dev.crossover.launcher.stacks.SynthesiseStacks;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "synth",
    description = "Write the Terraform configuration of an environment's stacks.")
final class SynthCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

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

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "cdktf.out",
      description = "Where stacks/STACK/cdk.tf.json go. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = "--json",
      description = "Print the answer as one JSON object on stdout, errors too.")
  private boolean json;

  private record Result(List<String> files) {}

  @Override
  public Integer call() {
    Answer answer;
    try {
      List<Path> files =
          new SynthesiseStacks(Programs.find()).run(environment, tfvars, out.toAbsolutePath());
      answer =
          Answer.done(
              new Result(files.stream().map(Path::toString).toList()),
              files.stream().map(Path::toString).collect(Collectors.joining("\n")));
    } catch (CrossoverException e) {
      answer = Failures.expected(e, Optional.empty());
    }
    return new AnswerPrinter(command.commandLine().getOut(), command.commandLine().getErr(), json)
        .print("synth", Optional.of(environment), answer);
  }
}
