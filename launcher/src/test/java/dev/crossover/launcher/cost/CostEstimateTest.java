package dev.crossover.launcher.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SettingsException;
import dev.crossover.launcher.cost.CostReport.NotPriced;
import dev.crossover.launcher.cost.CostReport.Priced;
import dev.crossover.launcher.terraform.PlanFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Real plans of samples, priced by the table that comes with the program. */
class CostEstimateTest {
  private static final Path PLANS = Path.of("src/test/resources/plans");
  private static final Volumes UNKNOWN = new Volumes(Optional.empty(), Optional.empty());
  private static final Volumes KNOWN =
      new Volumes(Optional.of(new BigDecimal("400")), Optional.of(new BigDecimal("1500")));

  @Test
  void anInstanceCostsItsNodesForAMonth() {
    // Half a node of edition enterprise, 730 hours, 1.23 each.
    assertThat(lines(estimate(UNKNOWN, "cost/billing-dev-target")))
        .containsExactly(
            "google_spanner_instance.instance nodes 448.95 448.95 month us-central1 for"
                + " europe-west3");
  }

  @Test
  void rowsAreKeptAtThePriceOfTheInstancesRegionOnceTheirVolumeIsSaid() {
    assertThat(lines(estimate(KNOWN, "cost/billing-dev-target")))
        .contains(
            "google_spanner_database.database rows 120.00 120.00 month us-central1 for"
                + " europe-west3");
    assertThat(why(estimate(UNKNOWN, "cost/billing-dev-target"), "rows"))
        .containsExactly("how much it holds is not in the plan; say --rows-gib");
  }

  @Test
  void nothingStandsInForAnInstanceInSeveralRegions() {
    CostReport report = estimate(KNOWN, "cost/shop-prod-target");
    assertThat(report.priced()).isEmpty();
    assertThat(why(report, "nodes"))
        .containsExactly("the table has no spanner_enterprise_plus_node_hour of eur3");
    assertThat(why(report, "rows"))
        .containsExactly("the table has no spanner_stored_gib_month of eur3");
    assertThat(report.monthTo()).isZero();
    assertThat(report.text()).contains("A month: 0.00 USD, and what is not priced:");
  }

  @Test
  void anAutoscaledInstanceCostsFromItsLeastToItsMost() {
    PriceTable own = PriceTable.read(PLANS.resolve("cost/prices-eur3.json"));
    CostReport report = CostEstimate.of(plans("cost/shop-prod-target"), own, UNKNOWN);
    assertThat(lines(report))
        .containsExactly("google_spanner_instance.instance nodes 6570.00 26280.00 month eur3");
    assertThat(report.currency()).isEqualTo("EUR");
  }

  @Test
  void aLiveJobCostsItsWorkersForAMonthAndABulkJobForAnHour() {
    // A worker has 4 vCPU at 0.069 or 0.056 and 16 GiB at 0.003557 an hour; there are 2 to 10.
    assertThat(lines(estimate(UNKNOWN, "cost/billing-dev-live", "cost/billing-dev-bulk")))
        .containsExactly(
            "google_dataflow_flex_template_job.live[0] workers 486.05 2430.26 month us-central1 for"
                + " europe-west3",
            "google_dataflow_flex_template_job.bulk[0] workers 0.56 2.81 hour us-central1 for"
                + " europe-west3");
    assertThat(estimate(UNKNOWN, "cost/billing-dev-bulk").monthTo()).isZero();
  }

  @Test
  void aLivePlanWithoutItsJobSaysSo() {
    assertThat(why(estimate(UNKNOWN, "losing/plan-forgets-toggle"), "workers"))
        .containsExactly("it is not in the plan; plan with -var skip_dataflow=false");
  }

  @Test
  void aStreamCostsWhatItProcessesInTiers() {
    // 3,000 GiB: 2,500 at 2.00 and 500 at 1.50; 7,500 GiB: 2,500 more at 1.50 and 2,500 at 1.20.
    assertThat(lines(estimate(KNOWN, "cost/billing-dev-live")))
        .contains(
            "google_datastream_stream.source-stream changes 5750.00 11750.00 month us-central1 for"
                + " europe-west3",
            "google_storage_bucket.bucket-changes change files 30.00 30.00 month us-central1 for"
                + " europe-west3");
    assertThat(why(estimate(UNKNOWN, "cost/billing-dev-live"), "changes"))
        .containsExactly("how much it is, is not in the plan; say --changes-gib");
  }

  @Test
  void aBackfillCostsTheRowsOnce() {
    // 800 to 2,000 GiB, of which 500 are free, at 0.40.
    assertThat(lines(estimate(KNOWN, "losing/plan-no-change-running")))
        .contains(
            "google_datastream_stream.source-stream backfill, once 120.00 600.00 month"
                + " us-central1");
    assertThat(lines(estimate(KNOWN, "cost/billing-dev-live")))
        .noneMatch(line -> line.contains("backfill"));
  }

  @Test
  void theServiceCostsNothingToAnInstanceAllMonth() {
    // 2,628,000 seconds of 1 vCPU at 0.000024 and half a GiB at 0.0000025.
    assertThat(lines(estimate(UNKNOWN, "cost/billing-dev-handoff")))
        .containsExactly(
            "google_cloud_run_v2_service.launcher instances 0.00 66.36 month us-central1 for"
                + " europe-west3");
  }

  @Test
  void everyResourceIsPricedOrToldAsNotPricedOrWithoutAPrice() {
    List<PlanFile> plans =
        plans(
            "cost/billing-dev-target",
            "cost/billing-dev-live",
            "cost/billing-dev-bulk",
            "cost/billing-dev-handoff");
    CostReport report = CostEstimate.of(plans, PriceTable.builtIn(), UNKNOWN);
    TreeSet<String> told = new TreeSet<>(report.free());
    report.priced().forEach(line -> told.add(type(line.resource())));
    report.notPriced().forEach(line -> told.add(type(line.resource())));
    TreeSet<String> planned = new TreeSet<>();
    plans.stream().flatMap(PlannedResource::of).forEach(resource -> planned.add(resource.type()));
    assertThat(told).isEqualTo(planned);
    assertThat(report.text())
        .startsWith("Prices of 2026-09-01: list prices")
        .contains("google_pubsub_topic, 2 of them: use is not in the plan")
        .contains("Without a price of their own: ");
  }

  @Test
  void refusesAPlanThatEndedWithAnError() {
    PlanFile plan = PlanFile.parse("{\"format_version\": \"1.2\", \"errored\": true}");
    assertThatThrownBy(() -> CostEstimate.of(List.of(plan), PriceTable.builtIn(), UNKNOWN))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("plan again");
  }

  private static CostReport estimate(Volumes volumes, String... plans) {
    return CostEstimate.of(plans(plans), PriceTable.builtIn(), volumes);
  }

  private static List<PlanFile> plans(String... names) {
    return Stream.of(names).map(name -> PlanFile.read(PLANS.resolve(name + ".json"))).toList();
  }

  private static List<String> lines(CostReport report) {
    return report.priced().stream().map(CostEstimateTest::line).toList();
  }

  private static String line(Priced priced) {
    return "%s %s %.2f %.2f %s %s"
        .formatted(
            priced.resource(),
            priced.what(),
            priced.from(),
            priced.to(),
            priced.per().word(),
            priced.region());
  }

  private static List<String> why(CostReport report, String what) {
    return report.notPriced().stream()
        .filter(line -> line.what().equals(what))
        .map(NotPriced::why)
        .toList();
  }

  private static String type(String address) {
    return address.contains(".") ? address.substring(0, address.indexOf('.')) : address;
  }
}
