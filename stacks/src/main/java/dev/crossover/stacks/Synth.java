package dev.crossover.stacks;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsException;
import dev.crossover.contract.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes {@code stacks/<stack>/cdk.tf.json} for one environment, or for all that are on Google
 * Cloud: the program that {@code cdktf} runs and that {@code crossover synth} starts.
 */
public final class Synth {
  private static final String ENDING = ".tfvars.json";
  private static final int WRONG_SETTINGS = 2;

  private Synth() {}

  public static void main(String[] arguments) {
    try {
      Options options = Options.parse(List.of(arguments), System.getenv());
      write(options, options.environments());
    } catch (CrossoverException e) {
      System.err.println(e.getMessage());
      System.exit(WRONG_SETTINGS);
    }
  }

  private static void write(Options options, List<Settings> all) {
    AppConfig.Builder config = AppConfig.builder();
    options.out().ifPresent(out -> config.outdir(made(out).toString()));
    App app = new App(config.build());
    all.forEach(settings -> Stacks.declare(app, settings, options.tfvars()));
    app.synth();
  }

  /** The bindings make the last folder of a path only. */
  private static Path made(Path out) {
    try {
      return Files.createDirectories(out);
    } catch (IOException e) {
      throw new SettingsException("cannot make the folder " + out + "; use --out DIR", e);
    }
  }

  /**
   * @param environment the only one that is wanted
   * @param out the folder to write to; {@code CDKTF_OUTDIR} or {@code cdktf.out} without it
   */
  private record Options(Path tfvars, Optional<String> environment, Optional<Path> out) {

    static Options parse(List<String> arguments, Map<String, String> process) {
      Path tfvars = Path.of(process.getOrDefault("CROSSOVER_TFVARS", "tfvars"));
      Optional<String> environment = Optional.ofNullable(process.get("CROSSOVER_ENV"));
      Optional<Path> out = Optional.empty();
      for (int i = 0; i < arguments.size(); i += 2) {
        String option = arguments.get(i);
        if (i + 1 == arguments.size()) {
          throw new SettingsException("the option " + option + " needs a value");
        }
        String value = arguments.get(i + 1);
        switch (option) {
          case "--env" -> environment = Optional.of(value);
          case "--out" -> out = Optional.of(Path.of(value).toAbsolutePath());
          case "--tfvars" -> tfvars = Path.of(value);
          default ->
              throw new SettingsException(
                  "unknown option " + option + "; use --env ENV, --out DIR or --tfvars DIR");
        }
      }
      return new Options(tfvars, environment, out);
    }

    /**
     * The one that was asked for, or all whose platform is Google Cloud. A file that is wrong hides
     * its own environment only: its stacks are then not among those that a deploy can name.
     */
    List<Settings> environments() {
      if (environment.isPresent()) {
        return List.of(SettingsReader.read(tfvars, environment.orElseThrow()));
      }
      List<Settings> all = new ArrayList<>();
      List<String> wrong = new ArrayList<>();
      for (String name : names()) {
        try {
          Settings settings = SettingsReader.read(tfvars, name);
          if (settings.platform() == Settings.Platform.GOOGLE_CLOUD) {
            all.add(settings);
          }
        } catch (SettingsException e) {
          wrong.add(e.getMessage());
        }
      }
      if (all.isEmpty()) {
        wrong.add(
            "no environment on platform google-cloud in %s that can be synthesised; use --tfvars DIR"
                .formatted(tfvars.toAbsolutePath()));
        throw new SettingsException(String.join(System.lineSeparator(), wrong));
      }
      wrong.forEach(problem -> System.err.println("warning: left out: " + problem));
      return all;
    }

    private List<String> names() {
      try (Stream<Path> files = Files.list(tfvars)) {
        return files
            .map(file -> file.getFileName().toString())
            .filter(file -> file.endsWith(ENDING))
            .map(file -> file.substring(0, file.length() - ENDING.length()))
            .sorted()
            .toList();
      } catch (IOException e) {
        throw new SettingsException(
            "cannot list the settings files of " + tfvars.toAbsolutePath() + "; use --tfvars DIR",
            e);
      }
    }
  }
}
