package dev.crossover.contract;

import java.util.Set;
import java.util.TreeSet;

/**
 * Google Cloud's regions and Spanner's multi-region configurations, as of August 2026
 * (cloud.google.com/about/locations, cloud.google.com/spanner/docs/instance-configurations), and
 * which service of the stacks is not in all of them. Dataflow is in all
 * (docs.cloud.google.com/dataflow/docs/resources/locations, April 2026), and so are Cloud Storage
 * and Pub/Sub.
 */
final class Regions {
  static final Set<String> ALL =
      new TreeSet<>(
          Set.of(
              "africa-south1",
              "asia-east1",
              "asia-east2",
              "asia-northeast1",
              "asia-northeast2",
              "asia-northeast3",
              "asia-south1",
              "asia-south2",
              "asia-southeast1",
              "asia-southeast2",
              "asia-southeast3",
              "australia-southeast1",
              "australia-southeast2",
              "europe-central2",
              "europe-north1",
              "europe-north2",
              "europe-southwest1",
              "europe-west1",
              "europe-west10",
              "europe-west12",
              "europe-west2",
              "europe-west3",
              "europe-west4",
              "europe-west6",
              "europe-west8",
              "europe-west9",
              "me-central1",
              "me-central2",
              "me-west1",
              "northamerica-northeast1",
              "northamerica-northeast2",
              "northamerica-south1",
              "southamerica-east1",
              "southamerica-west1",
              "us-central1",
              "us-east1",
              "us-east4",
              "us-east5",
              "us-south1",
              "us-west1",
              "us-west2",
              "us-west3",
              "us-west4"));

  private static final String MULTI_REGION =
      "(dual-region-(australia|germany|india|japan)\\d|nam\\d{1,2}|nam-eur-asia\\d|eur\\d{1,2}|asia\\d)";

  /**
   * Regions whose Dataflow jobs do not tell Eventarc of their status: a trigger on it is refused
   * there when it is made, long after the rest of the stacks
   * (docs.cloud.google.com/eventarc/docs/locations, direct events, Dataflow; last updated
   * 2026-04-10).
   */
  static final Set<String> WITHOUT_JOB_EVENTS =
      new TreeSet<>(
          Set.of(
              "africa-south1",
              "asia-southeast3",
              "europe-north2",
              "europe-west10",
              "europe-west12",
              "me-central1",
              "me-central2",
              "northamerica-south1"));

  private Regions() {}

  static boolean isMultiRegion(String config) {
    return config.matches(MULTI_REGION);
  }

  static boolean isConfig(String config) {
    return isMultiRegion(config)
        || (config.startsWith("regional-") && ALL.contains(config.substring("regional-".length())));
  }
}
