package dev.crossover.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an environment may say beyond the samples. */
class OptionsTest {

  @Test
  void everyProviderAndTheStateActAsTheDeployingAccount() {
    Map<String, JsonNode> stacks =
        Samples.changed(
            "shop-prod",
            json ->
                json.replace(
                    "\"region\"",
                    "\"deploying_account\": \"deploy@shop-prod-481517.iam.gserviceaccount.com\","
                        + " \"region\""));
    stacks.forEach(
        (name, stack) -> {
          for (String provider : new String[] {"google", "google-beta"}) {
            assertThat(
                    stack
                        .path("provider")
                        .path(provider)
                        .path(0)
                        .path("impersonate_service_account")
                        .asText())
                .as(name)
                .isEqualTo("deploy@shop-prod-481517.iam.gserviceaccount.com");
          }
          assertThat(stack.at("/terraform/backend/gcs/impersonate_service_account").asText())
              .isEqualTo("deploy@shop-prod-481517.iam.gserviceaccount.com");
          assertThat(SchemaCheck.problems(ProviderSchema.of745(), stack)).isEmpty();
        });
  }

  @Test
  void stateMayBeInAnyBackend() {
    Map<String, JsonNode> stacks =
        Samples.changed(
            "shop-prod",
            json ->
                json.replace(
                    "{\"bucket\": \"shop-prod-terraform-state\"}",
                    "{\"backend\": \"s3\", \"arguments\": {\"bucket\": \"b\", \"key\":"
                        + " \"crossover/{stack}.tfstate\"}}"));
    assertThat(stacks.get("shop-prod-live").at("/terraform/backend"))
        .hasToString("{\"s3\":{\"bucket\":\"b\",\"key\":\"crossover/shop-prod-live.tfstate\"}}");
  }

  @Test
  void aBackendsSecretIsRefusedAndNotRepeated() {
    assertThatThrownBy(
            () ->
                Samples.changed(
                    "shop-prod",
                    json ->
                        json.replace(
                            "{\"bucket\": \"shop-prod-terraform-state\"}",
                            "{\"backend\": \"s3\", \"arguments\": {\"key\": \"{stack}\","
                                + " \"secret_key\": \"hunter2\"}}")))
        .hasMessageContaining("google_cloud.state.arguments.secret_key would be a secret")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aPrivateConnectionMayBeByPrivateServiceConnect() {
    JsonNode live =
        Samples.changed(
                "billing-dev",
                json ->
                    json.replace(
                        "\"range\": \"10.71.0.0/29\"",
                        "\"network_attachment\":"
                            + " \"projects/billing-dev-161803/regions/europe-west3/networkAttachments/stream\""))
            .get("billing-dev-live");
    assertThat(
            live.at(
                    "/resource/google_datastream_private_connection/source-connection-private/psc_interface_config/0/network_attachment")
                .asText())
        .endsWith("/networkAttachments/stream");
    assertThat(SchemaCheck.problems(ProviderSchema.of745(), live)).isEmpty();
  }

  @Test
  void everythingThatHoldsDataIsEncryptedWithTheGivenKey() {
    String key = "projects/k/locations/europe-west3/keyRings/r/cryptoKeys/billing";
    Map<String, JsonNode> stacks =
        Samples.changed(
            "billing-dev",
            json -> json.replace("\"region\"", "\"kms_key\": \"" + key + "\", \"region\""));
    JsonNode live = stacks.get("billing-dev-live").path("resource");
    for (String path :
        List.of(
            "/google_storage_bucket/bucket-changes/encryption/0/default_kms_key_name",
            "/google_pubsub_topic/notifications-topic/kms_key_name",
            "/google_datastream_stream/source-stream/customer_managed_encryption_key",
            "/google_dataflow_flex_template_job/live/kms_key_name")) {
      assertThat(live.at(path).asText()).as(path).isEqualTo(key);
    }
    assertThat(
            stacks
                .get("billing-dev-target")
                .at("/resource/google_spanner_database/database/encryption_config/0/kms_key_name")
                .asText())
        .isEqualTo(key);
    assertThat(
            stacks
                .get("billing-dev-bulk")
                .at("/resource/google_dataflow_flex_template_job/bulk/kms_key_name")
                .asText())
        .isEqualTo(key);
    assertThat(
            stacks
                .get("billing-dev-handoff")
                .at("/resource/google_pubsub_topic/dead-letters/kms_key_name")
                .asText())
        .isEqualTo(key);
    stacks
        .values()
        .forEach(
            stack -> assertThat(SchemaCheck.problems(ProviderSchema.of745(), stack)).isEmpty());
  }

  @Test
  void anEnvironmentMayDoWithoutTheServiceAndItsEvents() {
    Map<String, JsonNode> stacks =
        Samples.changed(
            "shop-dev", json -> json.replaceFirst("(?s),\\s*\"handoff\": \\{.*?\\}", ""));
    assertThat(stacks.keySet())
        .containsExactly("shop-dev-bulk", "shop-dev-live", "shop-dev-observe", "shop-dev-target");
  }

  @Test
  void theServiceReachesPrivateAddressesThroughItsNetworkDirectly() {
    JsonNode access =
        Samples.get()
            .stack("shop-prod-handoff")
            .at("/resource/google_cloud_run_v2_service/launcher/template/vpc_access/0");
    assertThat(access.path("egress").asText()).isEqualTo("PRIVATE_RANGES_ONLY");
    assertThat(access.at("/network_interfaces/0/subnetwork").asText())
        .isEqualTo("projects/net-host-481518/regions/europe-west4/subnetworks/shared-europe-west4");
  }

  @Test
  void whatGrantsNeedIsSwitchedOn() {
    assertThat(
            Samples.get()
                .stack("shop-dev-live")
                .at("/resource/google_project_service/api-cloudresourcemanager/service")
                .asText())
        .isEqualTo("cloudresourcemanager.googleapis.com");
    assertThat(
            Samples.get()
                .stack("shop-dev-handoff")
                .at("/resource/google_project_iam_member/eventarc-agent-serves/role")
                .asText())
        .isEqualTo("roles/eventarc.serviceAgent");
  }
}
