package dev.crossover.launcher;

import dev.crossover.contract.ResourceNames;
import dev.crossover.launcher.bulk.BeginBulkLoad;
import dev.crossover.launcher.deploy.DeployStack;
import dev.crossover.launcher.deploy.PlanStacks;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.stacks.SynthesiseStacks;
import dev.crossover.platforms.googlecloud.terraform.TerraformProgram;
import dev.crossover.platforms.local.Programs;
import java.time.Duration;

/** Connects what deploys an environment's stacks. */
record DeployWiring(OpenRooms rooms) {
  /** An apply that a killed launcher has left makes what takes minutes. */
  private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(5);

  DeployStack deploy(Progress progress) {
    return new DeployStack(parts(progress));
  }

  PlanStacks plan(Progress progress) {
    return new PlanStacks(parts(progress));
  }

  private DeployStack.Parts parts(Progress progress) {
    return new DeployStack.Parts(
        ResourceNames.of(rooms.settings()),
        () -> TerraformProgram.find(rooms.environment()),
        out ->
            new SynthesiseStacks(Programs.find())
                .run(rooms.settings().environment(), rooms.settingsDirectory(), out),
        rooms.lock(),
        () -> rooms.platform().bulkLoad().status(),
        lease -> new BeginBulkLoad(rooms.stream()).run(lease),
        rooms.workDirectory().resolve("terraform"),
        LOCK_TIMEOUT,
        rooms.timing().clock(),
        progress);
  }
}
