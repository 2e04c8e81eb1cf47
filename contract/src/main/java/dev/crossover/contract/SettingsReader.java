package dev.crossover.contract;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code tfvars/<environment>.tfvars.json} into {@link Settings}. */
public final class SettingsReader {
  private static final String ENDING = ".tfvars.json";
  private static final int MYSQL_PORT = 3306;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private SettingsReader() {}

  /**
   * @param directory the folder of the settings files
   * @throws SettingsException with every problem of the file, each with its key
   */
  public static Settings read(Path directory, String environment) {
    Path file = directory.resolve(environment + ENDING);
    try {
      return parse(environment, Files.readString(file));
    } catch (IOException e) {
      throw new SettingsException(
          "cannot read the settings %s; an environment is a file %s/<environment>%s"
              .formatted(file, directory, ENDING),
          e);
    }
  }

  /**
   * @param json the file's text
   * @throws SettingsException with every problem of the text, each with its key
   */
  public static Settings parse(String environment, String json) {
    List<String> problems = new ArrayList<>();
    if (!environment.matches("[a-z]([a-z0-9-]{0,28}[a-z0-9])?")) {
      problems.add(
          "the environment's name must be 1 to 30 of a-z, 0-9 and -, begin with a letter and not"
              + " end with -, got "
              + environment);
    }
    ObjectNode given = object(environment, json);
    // Editors find the schema of the file by this key.
    given.remove("$schema");
    // What people write to each other, as JSON has no comments.
    given.remove("$comment");
    ObjectNode tree = defaults(environment, given);
    SettingsTree check = new SettingsTree(problems);
    check.overlay(tree, given, "");
    check.check(tree, Settings.class, "");
    Settings settings = bind(tree);
    SettingsRules.problems(settings).stream()
        .filter(problem -> !check.reported(problem.substring(0, problem.indexOf(' '))))
        .forEach(problems::add);
    if (problems.isEmpty()) {
      return settings;
    }
    throw new SettingsException(
        "the settings of environment %s have %d problem%s:%n- %s"
            .formatted(
                environment,
                problems.size(),
                problems.size() == 1 ? "" : "s",
                String.join(System.lineSeparator() + "- ", problems)));
  }

  private static ObjectNode object(String environment, String json) {
    try {
      if (JSON.readTree(json) instanceof ObjectNode object) {
        return object;
      }
      throw new SettingsException(
          "the settings of environment %s must be one JSON object".formatted(environment));
    } catch (JsonProcessingException e) {
      // The parser's own message quotes the text, which may hold a secret.
      throw new SettingsException(
          "the settings of environment %s are not JSON at line %d, column %d; a duplicate key also counts"
              .formatted(environment, e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
  }

  private static ObjectNode defaults(String environment, ObjectNode given) {
    ObjectNode tree = resource("defaults.json");
    tree.put("environment", environment);
    tree.put("work_directory", ".crossover/" + environment);
    if (given.path("route").asText().equals("mysql-to-spanner")) {
      mysqlDefaults((ObjectNode) tree.get("source"), given.path("source"));
    }
    if (given.path("platform").asText().equals("google-cloud") || given.has("google_cloud")) {
      tree.set("google_cloud", resource("google-cloud.json"));
    }
    return tree;
  }

  /** A server of MySQL has databases in the place of schemas. */
  private static void mysqlDefaults(ObjectNode source, JsonNode given) {
    source.put("port", MYSQL_PORT);
    source.putArray("schemas").add(given.path("database").asText());
  }

  /** The defaults that a file of this package holds. */
  static ObjectNode resource(String name) {
    try (InputStream resource = SettingsReader.class.getResourceAsStream(name)) {
      return (ObjectNode) JSON.readTree(resource);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Settings bind(ObjectNode tree) {
    try {
      return JSON.treeToValue(tree, Settings.class);
    } catch (JsonProcessingException e) {
      throw new LinkageError("a checked tree must fit the settings records", e);
    }
  }
}
