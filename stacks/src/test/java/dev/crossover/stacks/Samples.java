package dev.crossover.stacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import dev.crossover.contract.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The stacks of the sample settings, synthesised once for all tests: a synth takes seconds, and
 * jsii is not thread-safe.
 */
final class Samples {
  static final Path TFVARS = Path.of("../tfvars");
  static final List<String> ENVIRONMENTS =
      List.of("billing-dev", "ledger-dev", "ledger-prod", "shop-dev", "shop-prod");

  private static final JsonMapper JSON = new JsonMapper();
  private static Samples samples;

  private final Path folder;
  private final Duration duration;
  private final Map<String, JsonNode> stacks;

  private Samples(Path folder, Duration duration) {
    this.folder = folder;
    this.duration = duration;
    stacks = read(folder);
  }

  static synchronized Samples get() {
    if (samples == null) {
      samples = again();
    }
    return samples;
  }

  static Samples again() {
    Instant start = Instant.now();
    Path folder = temporary();
    App app = app(folder);
    ENVIRONMENTS.forEach(environment -> Stacks.declare(app, TFVARS, environment));
    app.synth();
    return new Samples(folder, Duration.between(start, Instant.now()));
  }

  /** The stacks of a sample whose settings were changed. */
  static Map<String, JsonNode> changed(String environment, UnaryOperator<String> change) {
    try {
      String json = Files.readString(TFVARS.resolve(environment + ".tfvars.json"));
      String changed = change.apply(json);
      if (changed.equals(json)) {
        throw new IllegalArgumentException("the change found nothing to change");
      }
      Path folder = temporary();
      App app = app(folder);
      Stacks.declare(app, SettingsReader.parse(environment, changed), TFVARS);
      app.synth();
      return read(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every stack by its name, without CDKTF's own metadata. */
  Map<String, JsonNode> stacks() {
    return stacks;
  }

  JsonNode stack(String name) {
    JsonNode stack = stacks.get(name);
    if (stack == null) {
      throw new IllegalArgumentException("no stack " + name + " among " + stacks.keySet());
    }
    return stack;
  }

  /** The files as they were written. */
  Path folder() {
    return folder;
  }

  Duration duration() {
    return duration;
  }

  /** The only resource of a type. */
  static JsonNode only(JsonNode stack, String type) {
    JsonNode all = stack.path("resource").path(type);
    if (all.size() != 1) {
      throw new IllegalArgumentException(type + " is there " + all.size() + " times");
    }
    return all.elements().next();
  }

  private static App app(Path folder) {
    return new App(AppConfig.builder().outdir(folder.toString()).build());
  }

  private static Path temporary() {
    try {
      return Files.createDirectories(Path.of("target/synth"))
          .toAbsolutePath()
          .resolve(String.valueOf(System.nanoTime()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, JsonNode> read(Path folder) {
    Map<String, JsonNode> stacks = new TreeMap<>();
    try (Stream<Path> folders = Files.list(folder.resolve("stacks"))) {
      for (Path stack : folders.toList()) {
        JsonNode json = JSON.readTree(stack.resolve("cdk.tf.json").toFile());
        stacks.put(stack.getFileName().toString(), withoutMetadata(json));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return stacks;
  }

  private static JsonNode withoutMetadata(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove("//");
    }
    node.forEach(Samples::withoutMetadata);
    return node;
  }
}
