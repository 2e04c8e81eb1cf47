package dev.crossover.platforms.googlecloud.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossover.contract.GoogleCloud;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.platforms.googlecloud.doctor.GoogleRest.NoAnswerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The region has room for the jobs' workers: CPUs, and addresses where workers have public ones.
 */
record RegionQuotas(GoogleCloud cloud, int bulkJobs, int liveJobs, GoogleRest compute)
    implements Check {
  private static final Pattern MACHINE = Pattern.compile("([a-z]\\d[a-z]?)-[a-z]+-(\\d+).*");

  /** What the jobs use of one quota. */
  private record Need(String metric, long least, long most) {}

  @Override
  public String name() {
    return "quotas";
  }

  @Override
  public List<Finding> look() {
    try {
      JsonNode quotas =
          compute
              .get("/compute/v1/projects/%s/regions/%s".formatted(cloud.project(), cloud.region()))
              .path("quotas");
      List<Finding> findings = new ArrayList<>();
      for (Need need : needs()) {
        findings.add(finding(need, quotas));
      }
      return List.copyOf(findings);
    } catch (NoAnswerException e) {
      return List.of(
          Finding.unknown(
              this,
              e.getMessage(),
              e.fixOr(
                  "gcloud services enable compute.googleapis.com --project " + cloud.project())));
    }
  }

  /** The bulk job ends before the live job starts, so the larger of the two counts. */
  private List<Need> needs() {
    Need bulk =
        cpus(
            cloud.bulk().machineType(),
            bulkJobs,
            cloud.bulk().workers(),
            cloud.bulk().maxWorkers());
    Need live =
        cpus(
            cloud.live().machineType(),
            liveJobs,
            cloud.live().workers(),
            cloud.live().maxWorkers());
    List<Need> needs = new ArrayList<>();
    if (bulk.metric.equals(live.metric)) {
      needs.add(
          new Need(bulk.metric, Math.max(bulk.least, live.least), Math.max(bulk.most, live.most)));
    } else {
      needs.add(bulk);
      needs.add(live);
    }
    if (cloud.network().publicWorkers()) {
      needs.add(
          new Need(
              "IN_USE_ADDRESSES",
              Math.max(
                  (long) bulkJobs * cloud.bulk().workers(),
                  (long) liveJobs * cloud.live().workers()),
              Math.max(
                  (long) bulkJobs * cloud.bulk().maxWorkers(),
                  (long) liveJobs * cloud.live().maxWorkers())));
    }
    return needs;
  }

  private static Need cpus(String machine, int jobs, int workers, int maxWorkers) {
    Matcher type = MACHINE.matcher(machine);
    boolean known = type.matches();
    long each = known ? Long.parseLong(type.group(2)) : 1;
    // N1 and E2 machines count into the quota without a family's name.
    String family = known ? type.group(1).toUpperCase(Locale.ROOT) : "";
    String metric = family.isEmpty() || family.matches("N1|E2") ? "CPUS" : family + "_CPUS";
    return new Need(metric, jobs * each * workers, jobs * each * maxWorkers);
  }

  private Finding finding(Need need, JsonNode quotas) {
    Optional<JsonNode> quota = Optional.empty();
    for (JsonNode candidate : quotas) {
      if (candidate.path("metric").asText().equals(need.metric)) {
        quota = Optional.of(candidate);
      }
    }
    if (quota.isEmpty()) {
      return Finding.unknown(
          this,
          "the region %s tells no quota %s".formatted(cloud.region(), need.metric),
          "look at the quotas in the console");
    }
    long free =
        (long) (quota.get().path("limit").asDouble() - quota.get().path("usage").asDouble());
    String seen =
        "%s in %s: %d free, the jobs need %d to begin and %d at most"
            .formatted(need.metric, cloud.region(), free, need.least, need.most);
    String fix =
        "ask for a higher quota, or set google_cloud.bulk and google_cloud.live to fewer or smaller"
            + " workers";
    if (free < need.least) {
      return Finding.fail(this, seen, fix);
    }
    return free < need.most ? Finding.warning(this, seen, fix) : Finding.pass(this, seen);
  }
}
