package dev.crossover.stacks;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.TerraformProvider;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.constructs.Construct;

/** {@code google_dataflow_flex_template_job}, which only google-beta has. */
final class FlexTemplateJob extends UntypedResource {

  /**
   * @param count how many there are: 0 or 1, as an expression
   * @param name deterministic, so that a repeated or raced launch finds the first job
   * @param onDelete {@code drain} or {@code cancel}
   * @param deletionPolicy {@code DELETE}, or {@code ABANDON} to leave the job running
   */
  record Props(
      String count,
      String name,
      String templatePath,
      Map<String, String> parameters,
      String region,
      String serviceAccount,
      String machineType,
      int workers,
      int maxWorkers,
      String tempLocation,
      Optional<String> network,
      Optional<String> subnetwork,
      boolean publicAddresses,
      boolean streaming,
      String onDelete,
      String deletionPolicy) {

    private Map<String, Object> attributes() {
      Map<String, Object> attributes = new TreeMap<>();
      attributes.put("count", count);
      attributes.put("name", name);
      attributes.put("container_spec_gcs_path", templatePath);
      attributes.put("parameters", parameters);
      attributes.put("region", region);
      attributes.put("service_account_email", serviceAccount);
      attributes.put("machine_type", machineType);
      attributes.put("num_workers", workers);
      attributes.put("max_workers", maxWorkers);
      attributes.put("temp_location", tempLocation);
      network.ifPresent(value -> attributes.put("network", value));
      subnetwork.ifPresent(value -> attributes.put("subnetwork", value));
      attributes.put(
          "ip_configuration", publicAddresses ? "WORKER_IP_PUBLIC" : "WORKER_IP_PRIVATE");
      if (streaming) {
        attributes.put("enable_streaming_engine", true);
      }
      attributes.put("on_delete", onDelete);
      attributes.put("deletion_policy", deletionPolicy);
      attributes.put("create_ignore_already_exists", true);
      return attributes;
    }
  }

  FlexTemplateJob(
      Construct scope,
      String id,
      TerraformProvider googleBeta,
      Optional<TerraformResourceLifecycle> lifecycle,
      List<? extends ITerraformDependable> dependsOn,
      Props props) {
    super(
        scope,
        id,
        "google_dataflow_flex_template_job",
        Optional.of(googleBeta),
        lifecycle,
        dependsOn,
        props.attributes());
  }
}
