package dev.crossover.stacks;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the one who applies a stack must be allowed to do, by the resources that are in it: making,
 * reading, changing and deleting, and for a grant reading and setting the policy of what it is on.
 */
final class RunnerPermissions {
  private static final Map<String, List<String>> BY_TYPE = new TreeMap<>();

  static {
    BY_TYPE.put(
        "google_artifact_registry_repository_iam_member",
        List.of(
            "artifactregistry.repositories.getIamPolicy",
            "artifactregistry.repositories.setIamPolicy"));
    all("google_cloud_run_v2_service", "run.services");
    BY_TYPE.put(
        "google_cloud_run_v2_service_iam_member",
        List.of("run.services.getIamPolicy", "run.services.setIamPolicy"));
    all("google_compute_firewall", "compute.firewalls");
    use("google_compute_firewall", "compute.networks.updatePolicy");
    all("google_compute_network", "compute.networks");
    all("google_compute_subnetwork", "compute.subnetworks");
    BY_TYPE.put(
        "google_dataflow_flex_template_job",
        List.of(
            "dataflow.jobs.cancel",
            "dataflow.jobs.create",
            "dataflow.jobs.get",
            "dataflow.jobs.list",
            "iam.serviceAccounts.actAs",
            "storage.objects.get"));
    all("google_datastream_connection_profile", "datastream.connectionProfiles");
    all("google_datastream_private_connection", "datastream.privateConnections");
    use("google_datastream_private_connection", "compute.networks.get");
    all("google_datastream_stream", "datastream.streams");
    all("google_eventarc_trigger", "eventarc.triggers");
    use("google_eventarc_trigger", "iam.serviceAccounts.actAs");
    all("google_monitoring_alert_policy", "monitoring.alertPolicies");
    all("google_monitoring_dashboard", "monitoring.dashboards");
    all("google_project_iam_custom_role", "iam.roles");
    BY_TYPE.put(
        "google_project_iam_member",
        List.of("resourcemanager.projects.getIamPolicy", "resourcemanager.projects.setIamPolicy"));
    BY_TYPE.put(
        "google_project_service",
        List.of("serviceusage.services.enable", "serviceusage.services.get"));
    BY_TYPE.put("google_project_service_identity", List.of("serviceusage.services.enable"));
    all("google_pubsub_subscription", "pubsub.subscriptions");
    use("google_pubsub_subscription", "pubsub.topics.attachSubscription");
    BY_TYPE.put(
        "google_pubsub_subscription_iam_member",
        List.of("pubsub.subscriptions.getIamPolicy", "pubsub.subscriptions.setIamPolicy"));
    all("google_pubsub_topic", "pubsub.topics");
    BY_TYPE.put(
        "google_pubsub_topic_iam_member",
        List.of("pubsub.topics.getIamPolicy", "pubsub.topics.setIamPolicy"));
    BY_TYPE.put(
        "google_secret_manager_secret_iam_member",
        List.of("secretmanager.secrets.getIamPolicy", "secretmanager.secrets.setIamPolicy"));
    all("google_service_account", "iam.serviceAccounts");
    BY_TYPE.put(
        "google_service_account_iam_member",
        List.of("iam.serviceAccounts.getIamPolicy", "iam.serviceAccounts.setIamPolicy"));
    all("google_spanner_backup_schedule", "spanner.backupSchedules");
    all("google_spanner_database", "spanner.databases");
    use("google_spanner_database", "spanner.databases.getDdl", "spanner.databases.updateDdl");
    drop("google_spanner_database", "spanner.databases.delete");
    use("google_spanner_database", "spanner.databases.drop");
    BY_TYPE.put(
        "google_spanner_database_iam_member",
        List.of("spanner.databases.getIamPolicy", "spanner.databases.setIamPolicy"));
    all("google_spanner_instance", "spanner.instances");
    all("google_storage_bucket", "storage.buckets");
    BY_TYPE.put(
        "google_storage_bucket_iam_member",
        List.of("storage.buckets.getIamPolicy", "storage.buckets.setIamPolicy"));
    BY_TYPE.put(
        "google_storage_bucket_object",
        List.of("storage.objects.create", "storage.objects.delete", "storage.objects.get"));
    BY_TYPE.put(
        "google_storage_notification",
        List.of("pubsub.topics.getIamPolicy", "storage.buckets.get", "storage.buckets.update"));
    BY_TYPE.put("terraform_data", List.of());
  }

  private RunnerPermissions() {}

  /**
   * @throws IllegalArgumentException if a type is not described, so that a new one is thought about
   */
  static Set<String> of(Set<String> types) {
    Set<String> permissions = new TreeSet<>();
    for (String type : types) {
      if (!BY_TYPE.containsKey(type)) {
        throw new IllegalArgumentException("say which permissions " + type + " needs");
      }
      permissions.addAll(BY_TYPE.get(type));
    }
    return permissions;
  }

  private static void all(String type, String noun) {
    BY_TYPE.put(type, List.of(noun + ".create", noun + ".delete", noun + ".get", noun + ".update"));
  }

  private static void use(String type, String... more) {
    Set<String> permissions = new TreeSet<>(BY_TYPE.get(type));
    permissions.addAll(List.of(more));
    BY_TYPE.put(type, List.copyOf(permissions));
  }

  private static void drop(String type, String permission) {
    Set<String> permissions = new TreeSet<>(BY_TYPE.get(type));
    permissions.remove(permission);
    BY_TYPE.put(type, List.copyOf(permissions));
  }
}
