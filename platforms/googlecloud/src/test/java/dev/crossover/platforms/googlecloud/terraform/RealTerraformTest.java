package dev.crossover.platforms.googlecloud.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.ExternalToolException;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.AlreadyRunningException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** The real Terraform, or OpenTofu, on a stack that needs no provider and keeps a local state. */
class RealTerraformTest {
  private static final String STACK =
      """
      {"variable": {"skip_dataflow": {"type": "bool", "default": true}},
       "resource": {"terraform_data": {
         "stream": {"input": "s"},
         "live": {"count": "${var.skip_dataflow ? 0 : 1}", "input": "j"}}},
       "output": {"stack": {"value": "live"}}}
      """;

  private final List<String> told = new ArrayList<>();

  @TempDir private Path folder;
  private int runs;

  @BeforeEach
  void aStack() throws IOException {
    Files.createDirectories(folder.resolve("shop-live"));
    Files.writeString(folder.resolve("shop-live/cdk.tf.json"), STACK);
  }

  /** The real program; a test that cannot be done here is said to be skipped. */
  static TerraformProgram real() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    String config = environment.get("TF_CLI_CONFIG_FILE");
    if (config != null && !Files.exists(Path.of(config))) {
      environment.remove("TF_CLI_CONFIG_FILE");
    }
    try {
      return TerraformProgram.find(environment);
    } catch (ExternalToolException e) {
      System.err.printf("%n!! SKIPPED, NOT PASSED: %s%n", e.getMessage());
      throw new TestAbortedException(e.getMessage());
    }
  }

  /** What a new command of the launcher has. */
  private TerraformStack stack() {
    runs++;
    TerraformStack stack =
        new TerraformStack(
            real(),
            folder.resolve("shop-live"),
            folder.resolve("runs/" + runs),
            Duration.ZERO,
            told::add);
    stack.init();
    return stack;
  }

  @Test
  void appliesAPlanOnceAndThenHasNothingToChange() {
    TerraformStack stack = stack();
    assertThat(stack.outputs()).isEmpty();
    TerraformStack.Planned planned = stack.plan(Map.of()).orElseThrow();
    assertThat(planned.json())
        .content()
        .contains("\"format_version\":\"1.")
        .contains("terraform_data.stream")
        .doesNotContain("terraform_data.live[0]");
    stack.apply(planned);

    assertThat(told)
        .contains(
            "terraform_data.stream: Creating...",
            "Apply complete! Resources: 1 added, 0 changed, 0 destroyed.");
    assertThat(stack.outputs().get("stack").asText()).isEqualTo("live");
    assertThat(stack().plan(Map.of())).isEmpty();
    assertThat(stack().look(Map.of()))
        .as("what is there, though there is nothing to change")
        .content()
        .contains("terraform_data.stream");
    assertThat(stack().plan(Map.of("skip_dataflow", "false"))).isPresent();
  }

  @Test
  @Fault(
      kind = Fault.Kind.TWO_LAUNCHERS,
      fault = "another Terraform changes the state",
      moment = "between plan and apply of a `deploy`",
      outcome = "the plan is not applied; the command says that it must be run again")
  void refusesAPlanThatAnotherOneHasOvertaken() {
    TerraformStack slow = stack();
    TerraformStack.Planned stale = slow.plan(Map.of()).orElseThrow();
    TerraformStack fast = stack();
    fast.apply(fast.plan(Map.of("skip_dataflow", "false")).orElseThrow());

    assertThatThrownBy(() -> slow.apply(stale))
        .isInstanceOf(AlreadyRunningException.class)
        .hasMessageContaining("changed the state since the plan; run the command again");
    assertThat(stack().plan(Map.of("skip_dataflow", "false"))).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithAStack() throws IOException {
    TerraformStack stack = stack();
    Files.writeString(
        folder.resolve("shop-live/cdk.tf.json"),
        """
        {"resource": {"terraform_data": {"stream": {"input": "${var.absent}"}}}}
        """);
    assertThatThrownBy(() -> stack.plan(Map.of()))
        .isInstanceOf(ExternalToolException.class)
        .hasMessageContaining("Reference to undeclared input variable");
  }
}
