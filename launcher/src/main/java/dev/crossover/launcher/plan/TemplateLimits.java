package dev.crossover.launcher.plan;

import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.GoogleJobs;
import dev.crossover.contract.Settings;
import java.util.ArrayList;
import java.util.List;

/**
 * What Google's own templates leave out, for whoever deploys them by hand, as preflight refuses
 * them: as of the version that is run without a {@code template_path}, from their source.
 */
public final class TemplateLimits {
  private static final String INSTEAD = "; google_cloud.%s.template crossover does it";

  private TemplateLimits() {}

  /** None on a platform that runs no templates. */
  public static List<String> of(Settings settings) {
    return settings.platform() == Settings.Platform.GOOGLE_CLOUD
        ? settings.googleCloud().map(TemplateLimits::of).orElse(List.of())
        : List.of();
  }

  static List<String> of(GoogleCloud cloud) {
    List<String> limits = new ArrayList<>();
    if (cloud.strategy() == GoogleCloud.Strategy.BULK_THEN_LIVE
        && cloud.bulk().template() == GoogleJobs.Template.GOOGLE) {
      limits.addAll(bulk());
    }
    if (cloud.live().template() == GoogleJobs.Template.GOOGLE) {
      limits.addAll(live());
    }
    if (!limits.isEmpty()) {
      limits.add(0, "run refuses Google's templates, whose jobs cannot be proved; by hand:");
    }
    return List.copyOf(limits);
  }

  private static List<String> bulk() {
    return List.of(
        "Google's bulk template ends well although rows are in its dead letters"
            + INSTEAD.formatted("bulk"),
        "Google's bulk template keeps no ledger of what it has loaded, so nobody can tell which"
            + " partitions are done, and a job that is started again loads all rows again"
            + INSTEAD.formatted("bulk"));
  }

  private static List<String> live() {
    return List.of(
        "Google's live template leaves out the rest of a file that it cannot read, files that are"
            + " gone, and changes of tables that it does not know, with a line in its log"
            + INSTEAD.formatted("live"),
        "Google's live template orders changes by their second before their place in the log, and"
            + " names of log files as text, so an older row may win"
            + INSTEAD.formatted("live"),
        "Google's live template keeps no ledger of the files that it has applied, so nobody can"
            + " tell that all of them are, nor how far behind it is"
            + INSTEAD.formatted("live"),
        "Google's live template does not stop once the target owns the data: a late change may"
            + " still be written"
            + INSTEAD.formatted("live"));
  }
}
