package dev.crossover.stacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opentest4j.TestAbortedException;

/** The real {@code terraform}, in one folder. */
record Terraform(Path folder, Map<String, String> environment) {

  /** What a run printed, both streams together. */
  record Result(int exit, String output) {}

  Result run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("terraform"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("TF_IN_AUTOMATION", "1");
    builder.environment().put("CHECKPOINT_DISABLE", "1");
    builder.environment().put("TF_CLI_ARGS", "-no-color");
    builder.environment().putAll(environment);
    String config = builder.environment().get("TF_CLI_CONFIG_FILE");
    if (config != null && !new File(config).exists()) {
      builder.environment().remove("TF_CLI_CONFIG_FILE");
    }
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw skipped("terraform is not on the path");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A run that must succeed. */
  String succeed(String... arguments) {
    Result result = run(arguments);
    if (result.exit() != 0) {
      throw new AssertionError(
          "terraform " + String.join(" ", arguments) + " failed:\n" + result.output());
    }
    return result.output();
  }

  static Terraform in(Path folder, String json) {
    return in(folder, json, Map.of());
  }

  static Terraform in(Path folder, String json, Map<String, String> environment) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("cdk.tf.json"), json);
      return new Terraform(folder, environment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A test that cannot be done here, said so that nobody takes it for passed. */
  static TestAbortedException skipped(String reason) {
    String line = "!".repeat(100);
    System.err.printf("%n%s%n!! SKIPPED, NOT PASSED: %s%n%s%n", line, reason, line);
    return new TestAbortedException(reason);
  }
}
