package dev.crossover.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesTest {
  private static final ProviderSchema SCHEMA = ProviderSchema.of745();
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  /** Words that secrets are known by: keys of several clouds, tokens, private keys. */
  private static final Pattern SECRET =
      Pattern.compile(
          "-----BEGIN"
              + " (?!CERTIFICATE)|AKIA[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{35}|ya29\\.|ghp_\\w{20}|eyJ[\\w-]{10,}\\.");

  static Set<String> stacks() {
    return Samples.get().stacks().keySet();
  }

  @Test
  void synthesisesAllSamplesWithinTwentySeconds() {
    Duration first = Samples.get().duration();
    // Another build on this machine may have slowed down the first one.
    Duration least = first.toSeconds() < 20 ? first : Samples.again().duration();
    assertThat(least).isLessThan(Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void isWhatTheRealProvidersAccept(String stack) {
    assertThat(SchemaCheck.problems(SCHEMA, Samples.get().stack(stack))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void isWhatWasReviewed(String stack) throws Exception {
    Path golden = GOLDEN.resolve(stack + ".json");
    String json =
        JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsString(JSON.treeToValue(Samples.get().stack(stack), Object.class))
            + "\n";
    if (Boolean.getBoolean("crossover.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, json);
    }
    assertThat(golden)
        .as("look at the difference, then run the test with -Dcrossover.update=true")
        .hasContent(json);
  }

  @Test
  void hasAReviewedFileForNothingElse() throws Exception {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
          .containsExactlyInAnyOrderElementsOf(stacks());
    }
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void holdsNoSecret(String stack) throws Exception {
    Path file = Samples.get().folder().resolve("stacks").resolve(stack).resolve("cdk.tf.json");
    String text = Files.readString(file);
    assertThat(SECRET.matcher(text).find()).as("looks like a secret").isFalse();
    assertThat(text).doesNotContain("hunter2", "changeme", "Password1", "abc123");
    onlyReferences(Samples.get().stack(stack), "");
  }

  /** A value under a key that is named like a secret is the name of one in Secret Manager. */
  private static void onlyReferences(JsonNode node, String key) {
    if (node.isTextual()
        && key.toLowerCase(Locale.ROOT)
            .matches(".*(password|secretmanageruri|private_key|token).*")) {
      assertThat(node.asText())
          .matches("(secret-manager:)?projects/[^/]+/secrets/[^/]+/versions/[^/]+");
    }
    if (node.isTextual() && node.asText().startsWith("{")) {
      try {
        onlyReferences(JSON.readTree(node.asText()), key);
      } catch (IOException e) {
        throw new AssertionError("not the JSON that it looks like: " + node, e);
      }
    }
    node.properties().forEach(entry -> onlyReferences(entry.getValue(), entry.getKey()));
    if (node.isArray()) {
      node.forEach(item -> onlyReferences(item, key));
    }
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void labelsEverythingAtTheProviders(String stack) {
    for (String provider : Set.of("google", "google-beta")) {
      JsonNode labels =
          Samples.get().stack(stack).path("provider").path(provider).path(0).path("default_labels");
      assertThat(labels.path("crossover_environment").asText()).isNotEmpty();
      assertThat(labels.path("managed_by").asText()).isEqualTo("crossover");
      assertThat(labels.has("team")).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void saysWhichStackItIsToTheGuardOfPlans(String stack) {
    assertThat(Samples.get().stack(stack).at("/output/stack/value").asText())
        .isEqualTo(stack.substring(stack.lastIndexOf('-') + 1));
  }

  @Test
  void keepsStateWhereTheSettingsSay() {
    assertThat(Samples.get().stack("ledger-prod-live").path("terraform").path("backend"))
        .hasToString(
            "{\"gcs\":{\"bucket\":\"ledger-prod-terraform-state\",\"prefix\":\"migrations/ledger-prod-live\"}}");
    assertThat(Samples.get().stack("shop-dev-live").path("terraform").path("backend"))
        .hasToString(
            "{\"local\":{\"path\":\"../../../../../../.crossover/state/shop-dev-live.tfstate\"}}");
  }
}
