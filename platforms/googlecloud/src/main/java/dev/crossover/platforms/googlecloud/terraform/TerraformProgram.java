package dev.crossover.platforms.googlecloud.terraform;

import dev.crossover.contract.ExternalToolException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Terraform, or OpenTofu, on this machine.
 *
 * @param environment what it is given of this process's environment
 */
public record TerraformProgram(Path executable, Map<String, String> environment) {
  /** Names the program; without it the first of {@code terraform} and {@code tofu} on the path. */
  public static final String VARIABLE = "CROSSOVER_TERRAFORM";

  private static final List<String> NAMES = List.of("terraform", "tofu");

  /**
   * A person's habits that would change what is planned or applied here: other arguments, another
   * state, other values of the stacks' variables.
   */
  private static final List<String> NOT_HANDED_ON =
      List.of("TF_CLI_ARGS", "TF_VAR_", "TF_WORKSPACE", "TF_DATA_DIR", "TF_LOG", "TF_INPUT");

  public TerraformProgram {
    Map<String, String> handedOn = new TreeMap<>(environment);
    handedOn.keySet().removeIf(name -> NOT_HANDED_ON.stream().anyMatch(name::startsWith));
    handedOn.put("TF_IN_AUTOMATION", "1");
    handedOn.put("CHECKPOINT_DISABLE", "1");
    environment = Map.copyOf(handedOn);
  }

  /**
   * @param environment the process environment
   * @throws ExternalToolException if there is no such program
   */
  public static TerraformProgram find(Map<String, String> environment) {
    String named = environment.get(VARIABLE);
    if (named != null) {
      return locate(named, environment)
          .orElseThrow(
              () ->
                  new ExternalToolException(
                      "%s names %s, which is no program; name Terraform or OpenTofu, or unset it"
                          .formatted(VARIABLE, named)));
    }
    return NAMES.stream()
        .flatMap(name -> locate(name, environment).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new ExternalToolException(
                    "neither terraform nor tofu is on the path; install Terraform 1.5 or newer, or"
                        + " OpenTofu, or name one with "
                        + VARIABLE));
  }

  private static Optional<TerraformProgram> locate(String name, Map<String, String> environment) {
    Stream<Path> places =
        name.contains(File.separator)
            ? Stream.of(Path.of(name))
            : Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name));
    return places
        .filter(place -> Files.isRegularFile(place) && Files.isExecutable(place))
        .findFirst()
        .map(place -> new TerraformProgram(place.toAbsolutePath(), environment));
  }
}
