package dev.crossover.platforms.googlecloud.packaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossover.contract.ExternalToolException;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import dev.crossover.platforms.googlecloud.files.CloudStorageBucket;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A job of this program as Dataflow's flex template: the image, and the file by which Dataflow
 * finds it (cloud.google.com/dataflow/docs/guides/templates/configuring-flex-templates).
 *
 * @param metadata name, description and parameters
 */
public record FlexTemplate(ProgramImage image, JsonNode metadata) {
  /** The launcher that Google gives for Java; jobs' images are built on it. */
  public static final String BASE =
      "gcr.io/dataflow-templates-base/java17-template-launcher-base:latest";

  private static final String FOLDER = "/template";
  private static final Pattern PLACE = Pattern.compile("(gs://[^/]+)/(.+)");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /**
   * @param name the image's
   * @param mainClass the job's
   */
  public static FlexTemplate of(
      String name, String base, List<Path> jars, String mainClass, JsonNode metadata) {
    return new FlexTemplate(
        new ProgramImage(
            name,
            base,
            FOLDER,
            jars,
            List.of(),
            Map.of(
                "FLEX_TEMPLATE_JAVA_MAIN_CLASS",
                mainClass,
                "FLEX_TEMPLATE_JAVA_CLASSPATH",
                FOLDER + "/*")),
        metadata);
  }

  /** What the template's file says. */
  public String spec() {
    ObjectNode spec = JSON.createObjectNode();
    spec.put("image", image.name());
    spec.putObject("sdkInfo").put("language", "JAVA");
    spec.set("metadata", metadata);
    spec.putObject("defaultEnvironment");
    try {
      return JSON.writeValueAsString(spec) + "\n";
    } catch (JsonProcessingException e) {
      throw new LinkageError("a tree can always be written", e);
    }
  }

  /**
   * Puts the template's file where jobs are launched from.
   *
   * @param place {@code gs://BUCKET/PATH}
   * @param project whose bucket it is
   */
  public void publish(String place, String project, ServiceAddress address) {
    Matcher parts = PLACE.matcher(place);
    if (!parts.matches()) {
      throw new ExternalToolException("a template must be at gs://BUCKET/PATH, got " + place);
    }
    try {
      CloudStorageBucket.open(address, project, parts.group(1))
          .write(parts.group(2), spec().getBytes(StandardCharsets.UTF_8));
    } catch (UncheckedIOException e) {
      throw new ExternalToolException(
          "cannot write the template %s: %s; its bucket must be there, and you may write to it"
              .formatted(place, e.getMessage()),
          e);
    }
  }
}
