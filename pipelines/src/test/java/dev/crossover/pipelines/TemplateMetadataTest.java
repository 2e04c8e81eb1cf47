package dev.crossover.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossover.contract.ApplyChangesParameters;
import dev.crossover.contract.BulkLoadParameters;
import dev.crossover.contract.SecretReference;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.Validation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the metadata files of the flex templates to the jobs' options. Run with {@code
 * -Dcrossover.write-docs=true} to write them anew.
 */
class TemplateMetadataTest {
  private static final Path FOLDER = Path.of("src/main/resources/dev/crossover/pipelines");
  private static final JsonMapper JSON = new JsonMapper();

  /** What a value must look like where its type does not say it all. */
  private static final Map<String, String> FORMS =
      Map.of(
          "sourceDbDialect", "^(POSTGRESQL|MYSQL)$",
          "datastreamSourceType", "^(postgresql|mysql)$",
          "sourceConfigURL", "^jdbc:[a-z]+://[^@]+$",
          "password", "^(env|file|secret-manager):.+$",
          "spannerHost", "^([^:]+:[0-9]{1,5})?$");

  /** One job, its file, and parameters as the stacks make them. */
  record Job(
      String file,
      String name,
      String description,
      boolean streaming,
      Class<? extends PipelineOptions> options,
      Map<String, String> example) {}

  static Stream<Job> jobs() {
    return Stream.of(
        new Job(
            "bulk-load.json",
            "Crossover bulk load",
            "Loads every table of a source into Spanner, once; started again it goes on.",
            false,
            BulkLoadOptions.class,
            new BulkLoadParameters(
                    "POSTGRESQL",
                    "jdbc:postgresql://10.20.0.11:5432/shop?sslmode=require",
                    "crossover",
                    SecretReference.parse("secret-manager:projects/p/secrets/s/versions/1"),
                    50_000,
                    8,
                    "shop-prod",
                    "shop",
                    "shop",
                    "",
                    "gs://shop-bucket/",
                    "schema/target-schema.json",
                    4_000,
                    10_000_000L,
                    "",
                    "",
                    "")
                .toMap()),
        new Job(
            "apply-changes.json",
            "Crossover live apply",
            "Applies the change files of a stream to Spanner until it is cancelled.",
            true,
            ApplyChangesOptions.class,
            new ApplyChangesParameters(
                    "mysql",
                    "gs://shop-bucket/",
                    "changes/",
                    "shop-prod",
                    "shop",
                    "shop",
                    "",
                    "dead-letters/",
                    "crossover_shadow_",
                    "schema/target-schema.json",
                    5,
                    2,
                    1_000,
                    1_000,
                    "",
                    "",
                    "",
                    "")
                .toMap()));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void theFileIsWhatTheOptionsSay(Job job) throws IOException {
    String metadata = metadata(job);
    Path file = FOLDER.resolve(job.file());
    if (Boolean.getBoolean("crossover.write-docs")) {
      Files.writeString(file, metadata);
    }
    assertThat(file)
        .as("stale: run TemplateMetadataTest with -Dcrossover.write-docs=true")
        .content()
        .isEqualTo(metadata);
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void whatTheStacksPassFitsAndNothingThatIsNeededIsMissing(Job job) throws IOException {
    JsonNode parameters =
        JSON.readTree(Files.readString(FOLDER.resolve(job.file()))).path("parameters");
    assertThat(parameters).isNotEmpty();
    for (JsonNode parameter : parameters) {
      String name = parameter.path("name").asText();
      String value = job.example().get(name);
      assertThat(value != null || parameter.path("isOptional").asBoolean()).as(name).isTrue();
      if (value != null) {
        assertThat(Pattern.matches(parameter.at("/regexes/0").asText(), value))
            .as("%s=%s", name, value)
            .isTrue();
      }
      assertThat(parameter.path("helpText").asText()).as(name).isNotBlank();
    }
    List<String> names = parameters.findValuesAsText("name");
    assertThat(names).containsAll(job.example().keySet());
  }

  @Test
  void theRunnerThatDataflowAsksForIsThere() {
    PipelineOptions options = PipelineOptionsFactory.fromArgs("--runner=DataflowRunner").create();
    assertThat(options.getRunner().getSimpleName()).isEqualTo("DataflowRunner");
  }

  private static String metadata(Job job) throws IOException {
    ObjectNode metadata = JSON.createObjectNode();
    metadata.put("name", job.name());
    metadata.put("description", job.description());
    metadata.put("streaming", job.streaming());
    ArrayNode parameters = metadata.putArray("parameters");
    Arrays.stream(job.options().getDeclaredMethods())
        .filter(method -> method.getName().startsWith("get"))
        .sorted(Comparator.comparing(Method::getName))
        .forEach(method -> parameter(parameters.addObject(), method));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(metadata) + "\n";
  }

  private static void parameter(ObjectNode parameter, Method method) {
    String name =
        method.getName().substring(3, 4).toLowerCase(Locale.ROOT) + method.getName().substring(4);
    String description = method.getAnnotation(Description.class).value();
    boolean number = method.getReturnType() != String.class;
    // Dataflow makes options of its own from its runtime environment, such as numWorkers.
    boolean optional =
        (!method.isAnnotationPresent(Validation.Required.class) && !number)
            || name.equals("numWorkers");
    parameter.put("name", name);
    parameter.put("label", description.split("[;,.]", -1)[0]);
    parameter.put("helpText", description);
    parameter.put("isOptional", optional);
    parameter.put("paramType", "TEXT");
    parameter
        .putArray("regexes")
        .add(FORMS.getOrDefault(name, number ? "^[0-9]+$" : "^[^\\n\\r]+$"));
  }
}
