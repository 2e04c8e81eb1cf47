package dev.crossover.launcher.cli;

import dev.crossover.launcher.stacks.SynthesiseStacks;
import dev.crossover.platforms.local.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private OutputOptions output;

  private record Result(List<String> files) {}

  @Override
  public Integer call() {
    return new Invocation(command, Optional.of(environment), output).run(this::synthesise);
  }

  private Answer synthesise() {
    List<String> files =
        new SynthesiseStacks(Programs.find())
            .run(environment, tfvars, out.toAbsolutePath()).stream().map(Path::toString).toList();
    return Answer.done(new Result(files), String.join("\n", files));
  }
}
