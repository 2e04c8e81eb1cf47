package dev.crossover.launcher.preflight;

import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.GoogleJobs;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import java.util.List;
import java.util.stream.Stream;

/**
 * The jobs say in the target's ledgers what they have done. Google's templates know no ledger, so
 * the bulk gate could never be met, and nothing could be cut over.
 */
public record ProvableJobs(GoogleCloud cloud) implements Check {
  @Override
  public String name() {
    return "job-templates";
  }

  @Override
  public List<Finding> look() {
    List<String> google =
        Stream.of(
                key("google_cloud.bulk.template", cloud.bulk().template()),
                key("google_cloud.live.template", cloud.live().template()))
            .flatMap(List::stream)
            .toList();
    return List.of(
        google.isEmpty()
            ? Finding.pass(this, "both jobs are Crossover's own")
            : Finding.fail(
                this,
                String.join(" and ", google)
                    + " google: Google's jobs write no ledger, by which the launcher knows what was"
                    + " loaded and applied",
                "set crossover there, with a template_path; or deploy Google's jobs by hand, stack"
                    + " by stack, without the launcher"));
  }

  private static List<String> key(String key, GoogleJobs.Template template) {
    return template == GoogleJobs.Template.GOOGLE ? List.of(key) : List.of();
  }
}
