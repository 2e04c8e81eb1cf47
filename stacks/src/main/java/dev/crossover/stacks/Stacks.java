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
   * each is planned and applied without the state of another.
   *
   * @param tfvars the folder of the settings file
   */
  static void declare(App app, Settings settings, Path tfvars) {
    ResourceNames names = ResourceNames.of(settings);
    TargetStack target = new TargetStack(app, names, tfvars);
    LiveStack live = new LiveStack(app, names, tfvars);
    live.addDependency(target);
    if (names.cloud().strategy() == GoogleCloud.Strategy.BULK_THEN_LIVE) {
      BulkStack bulk = new BulkStack(app, names);
      bulk.addDependency(live);
    }
    HandoffStack handoff = new HandoffStack(app, names);
    handoff.addDependency(live);
    new ObserveStack(app, names);
  }

  static void declare(App app, Path tfvars, String environment) {
    declare(app, SettingsReader.read(tfvars, environment), tfvars);
  }
}
