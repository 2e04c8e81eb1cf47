package dev.crossover.platforms.googlecloud.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.AlreadyRunningException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher is killed while the real Terraform applies. */
class KilledTerraformIT {
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  @TempDir private Path folder;

  /** Plans and applies, in a process of its own. */
  public static final class Deploy {
    private Deploy() {}

    public static void main(String[] arguments) {
      TerraformStack stack = stack(Path.of(arguments[0]), "killed", Duration.ZERO);
      stack.init();
      stack.apply(stack.plan(Map.of()).orElseThrow());
    }
  }

  private static TerraformStack stack(Path folder, String run, Duration lockTimeout) {
    return new TerraformStack(
        RealTerraformTest.real(),
        folder.resolve("shop-live"),
        folder.resolve("runs").resolve(run),
        lockTimeout,
        line -> {});
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of `deploy`",
      moment = "the real Terraform applies",
      outcome =
          "the apply goes on to its end; another deploy is refused by the state's lock meanwhile,"
              + " and finds nothing to change after it")
  void theApplyGoesOnToItsEndAndTheNextRunFindsItDone() throws Exception {
    Path go = folder.resolve("go");
    Path begun = folder.resolve("begun");
    Files.createDirectories(folder.resolve("shop-live"));
    Files.writeString(
        folder.resolve("shop-live/cdk.tf.json"),
        """
{"resource": {"terraform_data": {
  "first": {"provisioner": {"local-exec": {"command":
    "touch '%s'; n=0; while [ ! -e '%s' ] && [ $n -lt 600 ]; do sleep 0.1; n=$((n+1)); done"}}},
  "second": {"depends_on": ["terraform_data.first"]}}}}
"""
            .formatted(begun, go));
    RealTerraformTest.real();
    Process launcher =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Deploy.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    List<ProcessHandle> terraform;
    try {
      await(begun, launcher);
      terraform = launcher.children().toList();
      launcher.destroyForcibly().waitFor();
      assertThat(terraform).isNotEmpty().allMatch(ProcessHandle::isAlive);

      TerraformStack early = stack(folder, "early", Duration.ZERO);
      early.init();
      assertThatThrownBy(() -> early.plan(Map.of()))
          .isInstanceOf(AlreadyRunningException.class)
          .hasMessageContaining("another Terraform works on this state");
    } finally {
      launcher.destroyForcibly();
      Files.writeString(go, "");
    }
    TerraformStack next = stack(folder, "next", DEADLINE);
    next.init();
    assertThat(next.plan(Map.of())).isEmpty();
    for (ProcessHandle process : terraform) {
      process.onExit().get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }
    assertThat(folder.resolve("runs/killed/apply.log"))
        .content()
        .contains("Apply complete! Resources: 2 added");
  }

  private static void await(Path file, Process writer) throws InterruptedException {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!Files.exists(file)) {
      assertThat(writer.waitFor(20, TimeUnit.MILLISECONDS)).as("the launcher ended").isFalse();
      assertThat(System.nanoTime()).as("%s appears", file).isLessThan(end);
    }
  }
}
