package dev.crossover.platforms.googlecloud.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crossover.contract.ExternalToolException;
import dev.crossover.engine.files.PrivateFiles;
import dev.crossover.engine.journal.AlreadyRunningException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One synthesised stack under Terraform. Made for one run: what it plans is in a folder of its own,
 * so that no other run, and no later one, can apply it.
 */
public final class TerraformStack {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int CHANGES = 2;

  private final TerraformProgram program;
  private final Path folder;
  private final Path run;
  private final Duration lockTimeout;
  private final Consumer<String> told;

  /** A plan that was made, and the same in JSON. Both may hold sensitive values. */
  public record Planned(Path plan, Path json) {}

  /**
   * @param folder where {@code cdk.tf.json} is
   * @param run the folder of this run's plan and logs
   * @param lockTimeout how long to wait for another Terraform that works on the state
   * @param told gets each line that a person is told
   */
  public TerraformStack(
      TerraformProgram program,
      Path folder,
      Path run,
      Duration lockTimeout,
      Consumer<String> told) {
    this.program = program;
    this.folder = folder;
    this.run = run;
    this.lockTimeout = lockTimeout;
    this.told = told;
  }

  /** Fetches what the stack needs, and opens its state. */
  public void init() {
    TerraformOutput output = new TerraformOutput();
    int exit = start("init", output, List.of("-input=false", "-no-color"));
    require("init", exit, output);
  }

  /**
   * Plans against the state as it is now.
   *
   * @param variables of the stack, by name
   * @return empty if there is nothing to change
   */
  public Optional<Planned> plan(Map<String, String> variables) {
    Path plan = run.resolve("plan");
    return write(plan, variables) ? Optional.of(new Planned(plan, show(plan))) : Optional.empty();
  }

  /**
   * The stack as it is when all is applied, in JSON, whether there is something to change or not.
   */
  public Path look(Map<String, String> variables) {
    Path plan = run.resolve("plan");
    write(plan, variables);
    return show(plan);
  }

  /** Whether there is something to change. */
  private boolean write(Path plan, Map<String, String> variables) {
    List<String> words = new ArrayList<>(List.of("-input=false", "-json", "-detailed-exitcode"));
    words.add(lock());
    words.add("-out=" + privately(plan));
    new TreeMap<>(variables)
        .forEach(
            (name, value) -> {
              words.add("-var");
              words.add(name + "=" + value);
            });
    TerraformOutput output = new TerraformOutput();
    int exit = start("plan", output, words);
    require("plan", exit == CHANGES ? 0 : exit, output);
    return exit == CHANGES;
  }

  private Path show(Path plan) {
    Path json = run.resolve("plan.json");
    print("show", json, List.of("-json", plan.toString()));
    return json;
  }

  /** Applies exactly this plan; refused by Terraform if the state has changed since. */
  public void apply(Planned planned) {
    TerraformOutput output = new TerraformOutput();
    int exit =
        start("apply", output, List.of("-input=false", "-json", lock(), planned.plan().toString()));
    require("apply", exit, output);
  }

  /** The outputs in the state, by name, without those that are sensitive; none before an apply. */
  public Map<String, JsonNode> outputs() {
    Path json = run.resolve("output.json");
    print("output", json, List.of("-json"));
    Map<String, JsonNode> outputs = new TreeMap<>();
    read(json)
        .properties()
        .forEach(
            output -> {
              if (!output.getValue().path("sensitive").asBoolean()) {
                outputs.put(output.getKey(), output.getValue().path("value"));
              }
            });
    return outputs;
  }

  /** A command whose output is the answer, and its errors the log. */
  private void print(String command, Path answer, List<String> arguments) {
    Path log = run.resolve(command + ".log");
    delete(answer);
    int exit =
        new TerraformRun(program, folder, answer, log).run(words(command, arguments), line -> {});
    TerraformOutput output = new TerraformOutput();
    if (exit != 0) {
      lines(log).forEach(output::tell);
    }
    require(command, exit, output);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(Path json) {
    try {
      return JSON.readTree(json.toFile());
    } catch (IOException e) {
      throw new ExternalToolException(
          "cannot read what `terraform output -json` wrote to %s; run the command again"
              .formatted(json),
          e);
    }
  }

  private int start(String command, TerraformOutput output, List<String> arguments) {
    Path log = run.resolve(command + ".log");
    return new TerraformRun(program, folder, log, log)
        .run(words(command, arguments), line -> output.tell(line).ifPresent(told));
  }

  private List<String> words(String command, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(program.executable().toString(), command));
    words.addAll(arguments);
    return words;
  }

  private String lock() {
    return "-lock-timeout=" + lockTimeout.toSeconds() + "s";
  }

  /** Terraform would make it for everybody to read, and keeps the mode of one that is there. */
  private static Path privately(Path file) {
    try {
      PrivateFiles.create(file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the file " + file, e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void require(String command, int exit, TerraformOutput output) {
    if (exit == 0) {
      return;
    }
    String what =
        "%s %s of the stack %s"
            .formatted(program.executable().getFileName(), command, folder.getFileName());
    String log = "; its log is " + run.resolve(command + ".log");
    if (output.isLocked()) {
      throw new AlreadyRunningException(
          what
              + ": another Terraform works on this state: "
              + output.reason()
              + log
              + "; wait until it ends and run the command again. If none works any more, run"
              + " `terraform force-unlock LOCK_ID` in "
              + folder);
    }
    if (output.isStale()) {
      throw new AlreadyRunningException(
          what + ": another Terraform has changed the state since the plan; run the command again");
    }
    throw new ExternalToolException(
        "%s ended with exit code %d: %s%s".formatted(what, exit, output.reason(), log));
  }
}
