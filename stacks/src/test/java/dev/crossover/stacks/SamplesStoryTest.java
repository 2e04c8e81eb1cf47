package dev.crossover.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That samples would deploy: what they use is there, reached and allowed. */
class SamplesStoryTest {

  static List<String> environments() {
    return Samples.ENVIRONMENTS;
  }

  @ParameterizedTest
  @MethodSource("environments")
  void saysInItsHeaderWhatMustExist(String environment) throws Exception {
    JsonNode file =
        new JsonMapper().readTree(Samples.TFVARS.resolve(environment + ".tfvars.json").toFile());
    assertThat(file.path("$comment").toString()).contains("Must exist: ");
    if (file.path("route").asText().startsWith("postgresql")) {
      assertThat(file.path("$comment").toString().toLowerCase(Locale.ROOT))
          .contains("publication", "slot", file.at("/capture/slot").asText());
    }
  }

  @Test
  void datastreamMayPeerWithANetworkOfAHostProject() {
    JsonNode live = Samples.get().stack("shop-prod-live").path("resource");
    JsonNode grant = live.at("/google_project_iam_member/source-connection-peers-in-host-project");
    assertThat(grant.path("project").asText()).isEqualTo("net-host-481518");
    assertThat(grant.path("role").asText()).isEqualTo("roles/compute.networkAdmin");
    assertThat(grant.path("member").asText())
        .isEqualTo("${google_project_service_identity.datastream-agent.member}");
    assertThat(
            live.at("/google_datastream_private_connection/source-connection-private/depends_on")
                .toString())
        .contains("google_project_iam_member.source-connection-peers-in-host-project");
  }

  @ParameterizedTest
  @MethodSource("environments")
  void usesANetworkThatTheSourceIsIn(String environment) {
    assertThat(Samples.get().stack(environment + "-live").at("/resource/google_compute_network"))
        .as("a network of its own would be joined to nothing")
        .isEmpty();
  }

  @Test
  void aBucketThatExistsIsNotMadeAndFilesAreMetBelowTheProfilesRoot() {
    JsonNode live = Samples.get().stack("ledger-prod-live").path("resource");
    assertThat(live.path("google_storage_bucket")).isEmpty();
    assertThat(
            live.at("/google_storage_notification/notifications-notification/object_name_prefix")
                .asText())
        .isEqualTo("crossover/changes/");
    JsonNode job = live.at("/google_dataflow_flex_template_job/live/parameters");
    assertThat(job.path("inputDirectory").asText())
        .isEqualTo("gs://ledger-prod-change-files/crossover/");
    assertThat(job.path("inputFilePrefix").asText()).isEqualTo("changes/");
    assertThat(
            live.at(
                    "/google_datastream_stream/source-stream/destination_config/gcs_destination_config/path")
                .asText())
        .isEqualTo("/changes/");
  }

  @ParameterizedTest
  @MethodSource("environments")
  void theServiceReachesTheSourceWithItsSettingsAndEverySecret(String environment) {
    JsonNode handoff = Samples.get().stack(environment + "-handoff").path("resource");
    JsonNode service = handoff.at("/google_cloud_run_v2_service/launcher");
    assertThat(service.at("/template/vpc_access/0/network_interfaces/0/network").asText())
        .isNotEmpty();
    assertThat(service.at("/template/containers/0/env").toString())
        .contains("CROSSOVER_ENV", "CROSSOVER_TFVARS");
    assertThat(handoff.at("/google_storage_bucket_object/settings/name").asText())
        .isEqualTo("settings/" + environment + ".tfvars.json");
    assertThat(handoff.path("google_secret_manager_secret_iam_member"))
        .hasSize(environment.equals("shop-prod") ? 2 : 1);
    assertThat(
            handoff
                .at("/google_artifact_registry_repository_iam_member/run-pulls-image/role")
                .asText())
        .isEqualTo("roles/artifactregistry.reader");
    assertThat(service.path("depends_on").toString()).contains("run-pulls-image", "settings");
  }

  @Test
  void aNetworkOfItsOwnIsStillPossible() {
    JsonNode live =
        Samples.changed(
                "ledger-dev",
                json ->
                    json.replace(
                        "\"subnetwork\": \"ledger-us-central1\",",
                        "\"create\": {\"subnetwork_range\": \"10.60.0.0/20\"},"))
            .get("ledger-dev-live");
    assertThat(live.at("/resource/google_compute_subnetwork/network-subnetwork/name").asText())
        .isEqualTo("ledger-us-central1");
    assertThat(SchemaCheck.problems(ProviderSchema.of745(), live)).isEmpty();
  }
}
