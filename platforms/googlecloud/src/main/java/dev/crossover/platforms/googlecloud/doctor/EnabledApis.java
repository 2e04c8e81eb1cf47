package dev.crossover.platforms.googlecloud.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.platforms.googlecloud.doctor.GoogleRest.NoAnswerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The services that are used are switched on. Stacks switch on all but the two by which Terraform
 * does that.
 */
record EnabledApis(String project, GoogleRest serviceUsage) implements Check {
  private static final List<String> FIRST = List.of("cloudresourcemanager", "serviceusage");

  /** What the stacks switch on. */
  private static final List<String> BY_STACKS =
      List.of(
          "compute",
          "dataflow",
          "datastream",
          "iam",
          "monitoring",
          "pubsub",
          "secretmanager",
          "spanner",
          "storage");

  @Override
  public String name() {
    return "apis";
  }

  @Override
  public List<Finding> look() {
    try {
      return findings(enabled());
    } catch (NoAnswerException e) {
      return List.of(
          Finding.unknown(
              this,
              e.getMessage(),
              e.fixOr("gcloud services enable serviceusage.googleapis.com --project " + project)));
    }
  }

  private Set<String> enabled() throws NoAnswerException {
    List<String> all = new ArrayList<>(FIRST);
    all.addAll(BY_STACKS);
    String names =
        String.join(
            "&",
            all.stream()
                .map(api -> "names=projects/%s/services/%s.googleapis.com".formatted(project, api))
                .toList());
    Set<String> enabled = new TreeSet<>();
    for (JsonNode service :
        serviceUsage
            .get("/v1/projects/%s/services:batchGet?%s".formatted(project, names))
            .path("services")) {
      if (service.path("state").asText().equals("ENABLED")) {
        String name = service.path("name").asText();
        enabled.add(name.substring(name.lastIndexOf('/') + 1).replace(".googleapis.com", ""));
      }
    }
    return enabled;
  }

  private List<Finding> findings(Set<String> enabled) {
    List<Finding> findings = new ArrayList<>();
    List<String> first = missing(FIRST, enabled);
    if (!first.isEmpty()) {
      findings.add(
          Finding.fail(
              this,
              "not enabled, and Terraform needs them first: " + String.join(", ", first),
              "gcloud services enable %s --project %s"
                  .formatted(
                      String.join(" ", first.stream().map(api -> api + ".googleapis.com").toList()),
                      project)));
    }
    List<String> later = missing(BY_STACKS, enabled);
    if (!later.isEmpty()) {
      findings.add(
          Finding.warning(
              this,
              "not enabled yet: " + String.join(", ", later),
              "`crossover deploy` enables them; Google may take minutes until they answer"));
    }
    if (findings.isEmpty()) {
      findings.add(Finding.pass(this, "enabled"));
    }
    return List.copyOf(findings);
  }

  private static List<String> missing(List<String> wanted, Set<String> enabled) {
    return wanted.stream().filter(api -> !enabled.contains(api)).toList();
  }
}
