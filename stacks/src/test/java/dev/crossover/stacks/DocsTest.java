package dev.crossover.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossover.contract.StackOutput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The generated parts of {@code docs/stacks.md}, between comments that name them. */
class DocsTest {
  private static final Path DOCS = Path.of("../docs/stacks.md");

  private static final List<String> KINDS = List.of("target", "live", "bulk", "handoff", "observe");

  @Test
  void tellsHowManyResourcesEachSampleHas() throws Exception {
    fresh("inventory", inventory());
  }

  @Test
  void tellsWhichPermissionsTheRunnerNeeds() throws Exception {
    fresh("permissions", permissions());
  }

  @Test
  void tellsTheOutputsThatTheLauncherReads() throws Exception {
    fresh("outputs", outputs());
  }

  private static void fresh(String part, String content) throws Exception {
    String begin = "<!-- generated: " + part + " -->\n";
    String end = "<!-- end of generated: " + part + " -->";
    String text = Files.readString(DOCS);
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf(end);
    assertThat(text).contains(begin, end);
    if (Boolean.getBoolean("crossover.update")) {
      text = text.substring(0, from) + content + text.substring(to);
      Files.writeString(DOCS, text);
      to = text.indexOf(end);
    }
    assertThat(text.substring(from, to))
        .as("run the test with -Dcrossover.update=true to write it again")
        .isEqualTo(content);
  }

  private static String inventory() {
    StringBuilder text = new StringBuilder();
    text.append("| resource | ")
        .append(String.join(" | ", Samples.ENVIRONMENTS))
        .append(" |\n|---|");
    text.append("---|".repeat(Samples.ENVIRONMENTS.size())).append('\n');
    for (String kind : KINDS) {
      Map<String, Map<String, Integer>> byType = new TreeMap<>();
      for (String environment : Samples.ENVIRONMENTS) {
        JsonNode stack = Samples.get().stacks().get(environment + "-" + kind);
        if (stack != null) {
          SchemaCheck.inventory(stack)
              .forEach(
                  (type, count) ->
                      byType.computeIfAbsent(type, t -> new TreeMap<>()).put(environment, count));
        }
      }
      text.append("| **")
          .append(kind)
          .append("** |")
          .append(" |".repeat(Samples.ENVIRONMENTS.size()));
      text.append('\n');
      byType.forEach((type, counts) -> text.append("| `%s` | %s |%n".formatted(type, row(counts))));
    }
    return text.toString();
  }

  private static String row(Map<String, Integer> counts) {
    return Samples.ENVIRONMENTS.stream()
        .map(environment -> String.valueOf(counts.getOrDefault(environment, 0)))
        .collect(Collectors.joining(" | "));
  }

  private static String permissions() {
    StringBuilder text = new StringBuilder("| stack | permissions |\n|---|---|\n");
    for (String kind : KINDS) {
      Set<String> types = new TreeSet<>();
      Samples.get()
          .stacks()
          .forEach(
              (name, stack) -> {
                if (name.endsWith("-" + kind)) {
                  types.addAll(SchemaCheck.inventory(stack).keySet());
                }
              });
      text.append("| `%s` | %s |%n".formatted(kind, grouped(RunnerPermissions.of(types))));
    }
    return text.toString();
  }

  /** {@code noun.{verb,verb}} for each noun. */
  private static String grouped(Set<String> permissions) {
    Map<String, List<String>> byNoun = new TreeMap<>();
    for (String permission : permissions) {
      int dot = permission.lastIndexOf('.');
      byNoun
          .computeIfAbsent(permission.substring(0, dot), noun -> new ArrayList<>())
          .add(permission.substring(dot + 1));
    }
    return byNoun.entrySet().stream()
        .map(
            e ->
                e.getValue().size() == 1
                    ? "`%s.%s`".formatted(e.getKey(), e.getValue().get(0))
                    : "`%s.{%s}`".formatted(e.getKey(), String.join(",", e.getValue())))
        .collect(Collectors.joining(", "));
  }

  private static String outputs() {
    StringBuilder text = new StringBuilder("| stack | output | |\n|---|---|---|\n");
    for (StackOutput output : StackOutput.values()) {
      String stack =
          output.name().substring(0, output.name().indexOf('_')).toLowerCase(Locale.ROOT);
      text.append("| `%s` | `%s` | %s |%n".formatted(stack, output.id(), output.description()));
      Samples.get()
          .stacks()
          .forEach(
              (name, json) -> {
                if (name.endsWith("-" + stack)) {
                  assertThat(json.path("output").has(output.id()))
                      .as("%s has %s", name, output.id())
                      .isTrue();
                }
              });
    }
    return text.toString();
  }
}
