package dev.crossover.launcher.deploy;

import dev.crossover.contract.GoogleCloud;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.Phase;
import dev.crossover.launcher.terraform.PlanFile;
import dev.crossover.platforms.googlecloud.terraform.TerraformProgram;
import dev.crossover.platforms.googlecloud.terraform.TerraformStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Plans every stack of an environment as it is once all of them are deployed; changes nothing. */
public final class PlanStacks {
  private final DeployStack.Parts parts;
  private final DeployFolder folder;

  public PlanStacks(DeployStack.Parts parts) {
    this.parts = parts;
    this.folder = new DeployFolder(parts.work());
  }

  /**
   * @return one plan for each stack
   * @throws dev.crossover.contract.ExternalToolException if Terraform is missing or fails
   */
  public List<PlanFile> look() {
    TerraformProgram program = parts.program().get();
    Phase phase = parts.lock().look().map(JournalEntry::phase).orElse(Phase.PLANNED);
    return folder.alone(
        () -> {
          parts.progress().note("plan: synthesis");
          parts.synthesis().accept(folder.root());
          List<PlanFile> plans = new ArrayList<>();
          for (DeployPhase what : stacks(parts.names().cloud())) {
            plans.add(plan(program, what, phase));
          }
          return plans;
        });
  }

  private PlanFile plan(TerraformProgram program, DeployPhase what, Phase phase) {
    String name = parts.names().stack(what.stack());
    parts.progress().note("plan: " + name);
    TerraformStack stack =
        new TerraformStack(
            program,
            folder.root().resolve("stacks").resolve(name),
            folder.run(name, parts.clock()),
            parts.lockTimeout(),
            line -> {});
    stack.init();
    Map<String, String> variables = what.variables(parts.names().cloud(), phase, true);
    return PlanFile.read(stack.look(variables));
  }

  private static List<DeployPhase> stacks(GoogleCloud cloud) {
    List<DeployPhase> stacks = new ArrayList<>(List.of(DeployPhase.TARGET, DeployPhase.LIVE));
    if (cloud.strategy() == GoogleCloud.Strategy.BULK_THEN_LIVE) {
      stacks.add(DeployPhase.BULK);
    }
    stacks.add(DeployPhase.OBSERVE);
    if (cloud.handoff().isPresent()) {
      stacks.add(DeployPhase.HANDOFF);
    }
    return stacks;
  }
}
