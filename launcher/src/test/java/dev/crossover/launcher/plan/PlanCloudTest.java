package dev.crossover.launcher.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.ExternalToolException;
import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.SettingsReader;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.launcher.cost.PriceTable;
import dev.crossover.launcher.terraform.PlanFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PlanCloudTest {
  private static final PlanFile TARGET =
      PlanFile.parse(
          """
          {"format_version": "1.2",
           "output_changes": {"stack": {"before": null, "after": "target"}},
           "planned_values": {"root_module": {"resources": [
             {"address": "google_spanner_instance.instance", "mode": "managed",
              "type": "google_spanner_instance",
              "values": {"config": "regional-europe-west1", "edition": "STANDARD",
                         "processing_units": 1000}},
             {"address": "google_project_service.spanner", "mode": "managed",
              "type": "google_project_service", "values": {}},
             {"address": "data.google_x.y", "mode": "data", "type": "google_x", "values": {}}]}}}
          """);

  private static final Finding KEPT =
      new Finding("log-retention", Finding.Verdict.PASS, "kept for 3 days", "");

  private static final Finding TOLD_ABOVE =
      new Finding("log-retention", Finding.Verdict.WARNING, "kept for 1 GiB", "keep it longer");

  private static CloudPlan look(Supplier<List<PlanFile>> stacks, Duration bulkLoad) {
    return new PlanCloud(stacks, new PlanCloud.Options(PriceTable.builtIn(), Optional.empty()))
        .look(400L << 30, bulkLoad, List.of(KEPT, TOLD_ABOVE));
  }

  @Test
  void countsResourcesByStackAndPricesThem() {
    CloudPlan plan = look(() -> List.of(TARGET), Duration.ofHours(30));

    assertThat(plan.resources()).containsOnlyKeys("target").containsEntry("target", 2L);
    assertThat(plan.cost().orElseThrow().priced())
        .anySatisfy(
            priced -> assertThat(priced.resource()).isEqualTo("google_spanner_instance.instance"));
    assertThat(plan.unknown()).isEmpty();
    assertThat(plan.text())
        .contains("- stack target: 2 resources")
        .contains("A month: ")
        .contains("- kept: the source's log: kept for 3 days")
        .doesNotContain("kept for 1 GiB");
  }

  @Test
  void setsWhatIsKeptAgainstHowLongTheBulkLoadTakes() {
    assertThat(look(List::of, Duration.ofHours(30)).retention())
        .contains(
            "notifications of change files for 31 days; the bulk load takes about 30h 00m, which"
                + " leaves 714h 00m");
    assertThat(look(List::of, Duration.ofDays(40)).retention())
        .anyMatch(
            line ->
                line.endsWith(
                    "which is longer: what is lost meanwhile is found by listing the bucket"));
  }

  @Test
  void saysWhatItCannotKnowAndTellsTheRest() {
    CloudPlan plan =
        look(
            () -> {
              throw new ExternalToolException("neither terraform nor tofu is on the path");
            },
            Duration.ofHours(1));

    assertThat(plan.cost()).isEmpty();
    assertThat(plan.resources()).isEmpty();
    assertThat(plan.unknown())
        .containsExactly("resources and cost: neither terraform nor tofu is on the path");
    assertThat(plan.text()).contains("- not known: resources and cost: neither terraform");
  }

  @Test
  void namesWhatGooglesTemplatesLeaveOutAndOursDoNot() {
    assertThat(TemplateLimits.of(cloud("shop-dev")))
        .hasSize(7)
        .anyMatch(limit -> limit.startsWith("Google's bulk template ends well although rows"))
        .anyMatch(limit -> limit.contains("google_cloud.live.template crossover"));
    assertThat(TemplateLimits.of(cloud("ledger-prod"))).isEmpty();
  }

  private static GoogleCloud cloud(String environment) {
    return ResourceNames.of(SettingsReader.read(Path.of("../tfvars"), environment)).cloud();
  }
}
