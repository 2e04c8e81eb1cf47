package dev.crossover.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code terraform init}, {@code validate} and {@code plan} of every stack from nothing, with the
 * real providers wherever they can be had: from a mirror that {@code TF_CLI_CONFIG_FILE} names, or
 * from the registry. No call leaves the machine but for the providers: the token is a dummy, and
 * every endpoint is a port that nobody listens on.
 */
class TerraformPlanTest {
  private static final JsonMapper JSON = new JsonMapper();

  /** The form that the provider asks of an endpoint: it ends with a version. */
  private static final String NOWHERE = "http://127.0.0.1:1/none/";

  private static final Path FOLDER = Path.of("target/terraform").toAbsolutePath();
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "TF_PLUGIN_CACHE_DIR", FOLDER.resolve("plugins").toString(),
          // Without it, a folder without a lock file downloads the providers again.
          "TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE", "1",
          "TF_REGISTRY_CLIENT_TIMEOUT", "10",
          "TF_REGISTRY_DISCOVERY_RETRY", "0");

  static Set<String> stacks() {
    return Samples.get().stacks().keySet();
  }

  @BeforeAll
  static void providersCanBeHad() throws IOException {
    Files.createDirectories(FOLDER.resolve("plugins"));
    Terraform.Result init = prepared("shop-dev-live").run("init", "-input=false");
    if (init.exit() != 0) {
      throw Terraform.skipped(
          "terraform validate and plan of the stacks: the providers hashicorp/google and"
              + " hashicorp/google-beta cannot be had. Name a mirror with TF_CLI_CONFIG_FILE, or"
              + " run where registry.terraform.io is reached.");
    }
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void isValidAndPlannedFromNothing(String stack) throws IOException {
    Terraform terraform = prepared(stack);
    terraform.succeed("init", "-input=false");
    terraform.succeed("validate");
    assertThat(terraform.succeed("plan", "-input=false")).contains("Plan: ");
  }

  private static Terraform prepared(String stack) throws IOException {
    Path folder = FOLDER.resolve(stack);
    String json =
        Files.readString(
            Samples.get().folder().resolve("stacks").resolve(stack).resolve("cdk.tf.json"));
    Terraform terraform = Terraform.in(folder, json, ENVIRONMENT);
    Files.deleteIfExists(folder.resolve("terraform.tfstate"));
    Files.writeString(folder.resolve("machine_override.tf.json"), override().toString());
    return terraform;
  }

  /** Terraform merges a file of this name into the others. */
  private static JsonNode override() {
    ObjectNode override = JSON.createObjectNode();
    override
        .putObject("terraform")
        .putObject("backend")
        .putObject("local")
        .put("path", "terraform.tfstate");
    ObjectNode providers = override.putObject("provider");
    for (String name : Set.of("google", "google-beta")) {
      ObjectNode provider = providers.putObject(name);
      provider.put("access_token", "none");
      ProviderSchema.of745()
          .config(name)
          .orElseThrow()
          .path("attributes")
          .fieldNames()
          .forEachRemaining(
              attribute -> {
                if (attribute.endsWith("_custom_endpoint")) {
                  provider.put(attribute, NOWHERE);
                }
              });
    }
    return override;
  }
}
