package dev.crossover.launcher.cli;

import dev.crossover.launcher.stacks.SynthesiseStacks;
import dev.crossover.platforms.local.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "synth",
    description = "Write the Terraform configuration of an environment's stacks.")
final class SynthCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "cdktf.out",
      description = "Where stacks/STACK/cdk.tf.json go. Default: ${DEFAULT-VALUE}.")
  private Path out;

  private record Result(List<String> files) {}

  @Override
  public Integer call() {
    return options.runApart(this::synthesise);
  }

  private Answer synthesise() {
    List<String> files =
        new SynthesiseStacks(Programs.find())
            .run(options.environment(), options.tfvars(), out.toAbsolutePath()).stream()
                .map(Path::toString)
                .toList();
    return Answer.done(new Result(files), String.join("\n", files));
  }
}
