package dev.crossover.platforms.googlecloud.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.ExternalToolException;
import dev.crossover.engine.journal.AlreadyRunningException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerraformStackTest {
  private final List<String> told = new ArrayList<>();

  @TempDir private Path folder;
  private Path run;
  private RecordingTerraform terraform;

  @BeforeEach
  void aStack() throws IOException {
    Files.createDirectories(folder.resolve("shop-live"));
    run = folder.resolve("run");
    terraform = new RecordingTerraform(folder.resolve("bin"));
  }

  private TerraformStack stack(Map<String, String> environment) {
    return new TerraformStack(
        terraform.program(environment),
        folder.resolve("shop-live"),
        run,
        Duration.ofSeconds(7),
        told::add);
  }

  private TerraformStack stack() {
    return stack(Map.of());
  }

  @Test
  void asksNoQuestionAndAppliesExactlyWhatItPlanned() {
    terraform.plans("{}");
    TerraformStack stack = stack(Map.of("TF_CLI_ARGS_apply", "-destroy", "SECRET", "s3cret"));
    stack.init();
    TerraformStack.Planned planned = stack.plan(Map.of("skip_dataflow", "false")).orElseThrow();
    stack.apply(planned);

    assertThat(terraform.calls())
        .containsExactly(
            "init -input=false -no-color",
            "plan -input=false -json -detailed-exitcode -lock-timeout=7s -out=%s/plan -var skip_dataflow=false"
                .formatted(run),
            "show -json %s/plan".formatted(run),
            "apply -input=false -json -lock-timeout=7s %s/plan".formatted(run));
    assertThat(terraform.environmentOf("apply"))
        .contains("TF_IN_AUTOMATION=1", "CHECKPOINT_DISABLE=1")
        .noneMatch(variable -> variable.startsWith("TF_CLI_ARGS"));
  }

  @Test
  void keepsPlanAndLogsForTheirOwnerOnly() throws IOException {
    terraform.plans("{}").outputs("{}");
    TerraformStack stack = stack();
    stack.init();
    stack.apply(stack.plan(Map.of()).orElseThrow());
    stack.outputs();

    try (var files = Files.list(run)) {
      assertThat(files.sorted().toList())
          .extracting(file -> run.relativize(file).toString())
          .containsExactly(
              "apply.log",
              "init.log",
              "output.json",
              "output.log",
              "plan",
              "plan.json",
              "plan.log",
              "show.log");
    }
    for (String file : List.of("plan", "plan.json", "apply.log", "output.json")) {
      assertThat(Files.getPosixFilePermissions(run.resolve(file)))
          .as(file)
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    assertThat(Files.getPosixFilePermissions(run))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void tellsWhatHappensAndNoValues() {
    terraform.on(
        "apply",
        """
cat <<'END'
{"@level":"info","@message":"Terraform 1.11.4","type":"version","terraform":"1.11.4","ui":"1.2"}
{"@level":"info","@message":"google_storage_bucket.b: Refreshing state... [id=b]","type":"refresh_start"}
{"@level":"info","@message":"google_storage_bucket.b: Plan to create","type":"planned_change"}
{"@level":"info","@message":"Plan: 1 to add, 0 to change, 0 to destroy.","type":"change_summary","changes":{"operation":"plan"}}
{"@level":"info","@message":"google_storage_bucket.b: Creating...","type":"apply_start"}
{"@level":"info","@message":"google_storage_bucket.b: Creation complete after 2s [id=b]","type":"apply_complete"}
{"@level":"info","@message":"Apply complete! Resources: 1 added, 0 changed, 0 destroyed.","type":"change_summary","changes":{"operation":"apply"}}
{"@level":"info","@message":"Outputs: 1","type":"outputs","outputs":{"token":{"sensitive":false,"value":"s3cret"}}}
END
""");
    stack().apply(new TerraformStack.Planned(run.resolve("plan"), run.resolve("plan.json")));

    assertThat(told)
        .containsExactly(
            "google_storage_bucket.b: Creating...",
            "google_storage_bucket.b: Creation complete after 2s [id=b]",
            "Apply complete! Resources: 1 added, 0 changed, 0 destroyed.");
  }

  @Test
  void hasNoPlanWhereThereIsNothingToChange() {
    terraform.on("plan", "exit 0");
    assertThat(stack().plan(Map.of())).isEmpty();
    assertThat(terraform.calls()).hasSize(1);
  }

  @Test
  void saysWhyItFailedInItsOwnWordsAndWhereTheLogIs() {
    terraform.on(
        "apply",
        """
cat <<'END'
{"@level":"error","@message":"Error: Error creating Stream","type":"diagnostic","diagnostic":{"severity":"error","summary":"Error creating Stream: googleapi: Error 403","detail":"Permission datastream.streams.create denied.","address":"google_datastream_stream.source-stream"}}
END
exit 1
""");
    assertThatThrownBy(
            () ->
                stack()
                    .apply(
                        new TerraformStack.Planned(run.resolve("plan"), run.resolve("plan.json"))))
        .isInstanceOf(ExternalToolException.class)
        .hasMessage(
            "terraform apply of the stack shop-live ended with exit code 1:"
                + " google_datastream_stream.source-stream: Error creating Stream: googleapi: Error"
                + " 403: Permission datastream.streams.create denied.; its log is "
                + run
                + "/apply.log");
    assertThat(told).as("once").isEmpty();
  }

  @Test
  void saysWhatACommandWithoutJsonPrintedLast() {
    terraform.on(
        "init",
        """
        echo 'Initializing the backend...'
        echo 'Error: Failed to query available provider packages'
        exit 1
        """);
    assertThatThrownBy(() -> stack().init())
        .isInstanceOf(ExternalToolException.class)
        .hasMessageContaining("exit code 1: Error: Failed to query available provider packages");
    terraform.on("output", "echo 'Error: Backend initialization required' >&2; exit 1");
    assertThatThrownBy(() -> stack().outputs())
        .isInstanceOf(ExternalToolException.class)
        .hasMessageContaining("Error: Backend initialization required");
  }

  @Test
  void anotherOneAtTheSameStateIsAlreadyRunning() {
    terraform.on(
        "plan",
        """
cat <<'END'
{"@level":"error","@message":"Error: Error acquiring the state lock","type":"diagnostic","diagnostic":{"severity":"error","summary":"Error acquiring the state lock","detail":"Error message: resource temporarily unavailable\\nLock Info:\\n  ID: 5c1"}}
END
exit 1
""");
    assertThatThrownBy(() -> stack().plan(Map.of()))
        .isInstanceOf(AlreadyRunningException.class)
        .hasMessageContaining("ID: 5c1")
        .hasMessageContaining("force-unlock");
  }

  @Test
  void readsTheOutputsAndLeavesOutWhatIsSensitive() {
    terraform.outputs(
        """
        {"bucket": {"sensitive": false, "type": "string", "value": "b"},
         "streams": {"sensitive": false, "value": {"": "projects/p/s"}},
         "password": {"sensitive": true, "type": "string", "value": "s3cret"}}
        """);
    assertThat(stack().outputs()).containsOnlyKeys("bucket", "streams");
    assertThat(stack().outputs().get("streams").path("").asText()).isEqualTo("projects/p/s");
  }
}
