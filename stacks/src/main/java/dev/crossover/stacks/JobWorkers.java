package dev.crossover.stacks;

import dev.crossover.contract.BucketLayout;
import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.ResourceNames;
import java.util.Map;
import java.util.TreeMap;

/** The machines that a job runs on: how many, which, where, as whom, and in which network. */
record JobWorkers(ResourceNames names, String machineType, int count, int most) {

  Map<String, Object> attributes() {
    GoogleCloud cloud = names.cloud();
    Map<String, Object> attributes = new TreeMap<>();
    attributes.put("region", cloud.region());
    attributes.put("service_account_email", names.jobsAccountEmail());
    attributes.put("machine_type", machineType);
    attributes.put("num_workers", count);
    attributes.put("max_workers", most);
    cloud.kmsKey().ifPresent(key -> attributes.put("kms_key_name", key));
    attributes.put("temp_location", names.files().gs(BucketLayout.TEMP_FOLDER));
    // A subnetwork names its network; both together are refused.
    names
        .subnetworkUrl()
        .ifPresentOrElse(
            url -> attributes.put("subnetwork", url),
            () -> attributes.put("network", cloud.network().name()));
    attributes.put(
        "ip_configuration",
        cloud.network().publicWorkers() ? "WORKER_IP_PUBLIC" : "WORKER_IP_PRIVATE");
    return attributes;
  }
}
