package dev.crossover.stacks;

import com.hashicorp.cdktf.App;
import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsReader;
import java.nio.file.Path;

/** All stacks of an environment. */
final class Stacks {
  private Stacks() {}

  /**
   * Declares the stacks of one environment. They share names and no Terraform references, so that
   * each is planned and applied without the state of another. Nor do they depend on each other in
   * CDKTF's sense: its deploy then wants them all in one command, with the same variables.
   *
   * @param tfvars the folder of the settings file
   */
  static void declare(App app, Settings settings, Path tfvars) {
    ResourceNames names = ResourceNames.of(settings);
    new TargetStack(app, names, tfvars);
    new LiveStack(app, names, tfvars);
    if (names.cloud().strategy() == GoogleCloud.Strategy.BULK_THEN_LIVE) {
      new BulkStack(app, names, tfvars);
    }
    names.cloud().handoff().ifPresent(handoff -> new HandoffStack(app, names, handoff, tfvars));
    new ObserveStack(app, names, tfvars);
  }

  static void declare(App app, Path tfvars, String environment) {
    declare(app, SettingsReader.read(tfvars, environment), tfvars);
  }
}
