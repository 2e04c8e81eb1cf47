package dev.crossover.launcher.cost;

import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.SettingsException;
import dev.crossover.launcher.terraform.PlanFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the resources of plans cost as they are when the plans are applied. What a plan does not say
 * is asked of {@link Volumes}; what neither says is told as not priced, and never counts as zero.
 */
public final class CostEstimate {
  /** Kinds that Google Cloud has no price for. */
  private static final Set<String> FREE =
      Set.of(
          "google_compute_firewall",
          "google_compute_network",
          "google_compute_subnetwork",
          "google_datastream_connection_profile",
          "google_monitoring_dashboard",
          "google_project_iam_custom_role",
          "google_project_service",
          "google_project_service_identity",
          "google_service_account",
          "google_storage_notification",
          "terraform_data");

  private static final String JOB = "google_dataflow_flex_template_job";

  private final Bill bill;
  private final Volumes volumes;

  private CostEstimate(PriceTable prices, Volumes volumes) {
    bill = new Bill(prices);
    this.volumes = volumes;
  }

  /**
   * @param plans of one environment, in any number
   * @throws SettingsException if a plan has no values, as one that ended with an error
   */
  public static CostReport of(List<PlanFile> plans, PriceTable prices, Volumes volumes) {
    CostEstimate estimate = new CostEstimate(prices, volumes);
    List<PlannedResource> resources = new ArrayList<>();
    for (PlanFile plan : plans) {
      if (plan.root().path("errored").asBoolean()) {
        throw new SettingsException(
            "a plan ended with an error and is not complete; plan again, then ask for its cost");
      }
      List<PlannedResource> planned = PlannedResource.of(plan).toList();
      resources.addAll(planned);
      estimate.liveJob(plan, planned);
    }
    resources.forEach(resource -> estimate.add(resource, resources));
    new DatastreamCost(estimate.bill, volumes).add(resources);
    return estimate.bill.report();
  }

  private void add(PlannedResource resource, List<PlannedResource> all) {
    switch (resource.type()) {
      case "google_spanner_instance" -> SpannerCost.instance(resource, bill);
      case "google_spanner_database" -> SpannerCost.database(resource, all, bill, volumes);
      case "google_spanner_backup_schedule" ->
          bill.notPriced(resource.address(), "backups", "how much they hold is not in the plan");
      case JOB -> DataflowCost.job(resource, bill);
      case "google_storage_bucket" -> bucket(resource);
      case "google_cloud_run_v2_service" -> CloudRunCost.service(resource, bill);
      case "google_datastream_stream" -> {
        // All streams of a region share the tiers of their price.
      }
      default -> other(resource);
    }
  }

  /** The live job is behind a variable, so the plan of its stack may be without it. */
  private void liveJob(PlanFile plan, List<PlannedResource> planned) {
    boolean live = plan.stack().equals(Optional.of(ResourceNames.Stack.LIVE));
    if (live && planned.stream().noneMatch(resource -> resource.type().equals(JOB))) {
      bill.notPriced(
          "live job", "workers", "it is not in the plan; plan with -var skip_dataflow=false");
    }
  }

  private void bucket(PlannedResource resource) {
    volumes
        .changesGib()
        .ifPresentOrElse(
            gib ->
                bill.add(
                    new Bill.Line(
                        resource.address(),
                        "change files",
                        CostReport.Per.MONTH,
                        resource.region(),
                        "those of a month, kept for a month"),
                    List.of(new Bill.Part(Rate.STORAGE_STANDARD_GIB_MONTH, Range.of(gib)))),
            () ->
                bill.notPriced(
                    resource.address(),
                    "change files",
                    "how much changes is not in the plan; say --changes-gib"));
    bill.notPriced(
        resource.address(),
        "operations, and other files",
        "how many files are written and read is not in the plan");
  }

  private void other(PlannedResource resource) {
    if (FREE.contains(resource.type()) || resource.type().endsWith("_iam_member")) {
      bill.free(resource.type());
    } else {
      bill.unknown(resource.type());
    }
  }
}
