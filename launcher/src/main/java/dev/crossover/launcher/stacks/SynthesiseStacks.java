package dev.crossover.launcher.stacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossover.contract.ExternalToolException;
import dev.crossover.contract.SettingsException;
import dev.crossover.platforms.local.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Writes the Terraform configuration of an environment, as {@code cdktf synth} does. */
public final class SynthesiseStacks {
  private static final String PROGRAM = "dev.crossover.stacks.Synth";
  private static final int WRONG_SETTINGS = 2;

  private final Programs programs;

  public SynthesiseStacks(Programs programs) {
    this.programs = programs;
  }

  /**
   * @param tfvars the folder of the settings files
   * @param out where {@code stacks/<stack>/cdk.tf.json} are written
   * @return the files
   * @throws SettingsException if the settings are wrong
   * @throws ExternalToolException if the program cannot run
   */
  public List<Path> run(String environment, Path tfvars, Path out) {
    List<String> command =
        programs.module(
            "stacks",
            PROGRAM,
            List.of("--env", environment, "--tfvars", tfvars.toString(), "--out", out.toString()));
    ProcessBuilder program = new ProcessBuilder(command).redirectErrorStream(true);
    // The bindings talk to Node.js and warn about each version that was not tested with them.
    program.environment().put("JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION", "1");
    program.environment().put("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "1");
    program.environment().put("JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION", "1");
    try {
      Process process = program.start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      check(process.waitFor(), output.strip());
      return files(environment, out);
    } catch (IOException e) {
      throw new ExternalToolException("cannot start the synthesis: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExternalToolException("interrupted while synthesising; run it again", e);
    }
  }

  private static void check(int exit, String output) {
    if (exit == WRONG_SETTINGS) {
      throw new SettingsException(output);
    }
    if (exit != 0) {
      String hint = output.contains("node") ? "; it needs Node.js 20 or newer on the path" : "";
      throw new ExternalToolException(
          "the synthesis ended with exit code %d%s:%n%s".formatted(exit, hint, output));
    }
  }

  private static List<Path> files(String environment, Path out) {
    try (Stream<Path> stacks = Files.list(out.resolve("stacks"))) {
      return stacks
          .filter(stack -> stack.getFileName().toString().startsWith(environment + "-"))
          .map(stack -> stack.resolve("cdk.tf.json"))
          .filter(Files::exists)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
