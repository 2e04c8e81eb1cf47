package dev.crossover.stacks;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsException;
import dev.crossover.contract.SettingsReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
      List<Settings> all = new ArrayList<>();
      for (String environment : options.environments()) {
        all.add(SettingsReader.read(options.tfvars(), environment));
      }
      write(options, all);
    } catch (CrossoverException e) {
      System.err.println(e.getMessage());
      System.exit(WRONG_SETTINGS);
    }
  }

  private static void write(Options options, List<Settings> all) {
    AppConfig.Builder config = AppConfig.builder();
    options.out().ifPresent(out -> config.outdir(out.toString()));
    App app = new App(config.build());
    all.forEach(settings -> Stacks.declare(app, settings, options.tfvars()));
    app.synth();
  }

  /**
   * @param out the folder to write to; {@code CDKTF_OUTDIR} or {@code cdktf.out} without it
   */
  private record Options(Path tfvars, Optional<String> environment, Optional<Path> out) {

    static Options parse(List<String> arguments, Map<String, String> process) {
      Path tfvars = Path.of(process.getOrDefault("CROSSOVER_TFVARS", "tfvars"));
      Optional<String> environment = Optional.empty();
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

    /** The one that was asked for, or all whose platform is Google Cloud. */
    List<String> environments() {
      return environment.map(List::of).orElseGet(this::onGoogleCloud);
    }

    private List<String> onGoogleCloud() {
      List<String> names = new ArrayList<>();
      try (DirectoryStream<Path> files = Files.newDirectoryStream(tfvars, "*" + ENDING)) {
        for (Path file : files) {
          String name = file.getFileName().toString().replace(ENDING, "");
          if (SettingsReader.read(tfvars, name).platform() == Settings.Platform.GOOGLE_CLOUD) {
            names.add(name);
          }
        }
      } catch (IOException e) {
        throw new SettingsException(
            "cannot list the settings files of " + tfvars.toAbsolutePath() + "; use --tfvars DIR",
            e);
      }
      names.sort(Comparator.naturalOrder());
      return names;
    }
  }
}
