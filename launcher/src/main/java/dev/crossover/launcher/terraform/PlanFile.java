package dev.crossover.launcher.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.SettingsException;
import dev.crossover.contract.StackOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A plan, as {@code terraform show -json} prints it
 * (developer.hashicorp.com/terraform/internals/json-format, format 1).
 */
public record PlanFile(JsonNode root) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * @throws SettingsException if the file is not a plan
   */
  public static PlanFile read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new SettingsException("cannot read the plan " + file + "; check the path", e);
    }
  }

  /**
   * @throws SettingsException if the text is not a plan
   */
  public static PlanFile parse(String text) {
    JsonNode plan;
    try {
      plan = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      // The parser's own message quotes the plan, which may hold sensitive values.
      throw notAPlan();
    }
    if (!plan.path("format_version").asText().startsWith("1.")) {
      throw notAPlan();
    }
    return new PlanFile(plan);
  }

  /**
   * Which stack of an environment it is, by the stack's own output; a destroyed stack has its
   * outputs before the plan only, a new one after it only.
   */
  public Optional<ResourceNames.Stack> stack() {
    JsonNode output = root.path("output_changes").path(StackOutput.EVERY_STACK.id());
    String word = output.path("before").asText(output.path("after").asText());
    return Stream.of(ResourceNames.Stack.values())
        .filter(stack -> stack.word().equals(word))
        .findFirst();
  }

  private static SettingsException notAPlan() {
    return new SettingsException(
        "not a plan in JSON of format 1; make it with `terraform plan -out PLAN` and `terraform"
            + " show -json PLAN > PLAN.json`");
  }
}
