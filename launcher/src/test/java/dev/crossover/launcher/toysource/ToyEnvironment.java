package dev.crossover.launcher.toysource;

import dev.crossover.contract.Settings;
import dev.crossover.contract.Settings.Route;
import dev.crossover.contract.SettingsReader;
import dev.crossover.launcher.Rooms;
import dev.crossover.launcher.Wiring;
import dev.crossover.launcher.cutover.CutoverReport;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.targets.spanner.TestSpanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An environment whose source is a toy, with the rooms of the program for all the rest. */
final class ToyEnvironment {
  static final Progress SILENT = Progress.silent();

  private final Path folder;
  private final Function<Settings.Source, ToyDatabase> toys;
  private final ThreadPlatform platform;
  private final Settings settings;

  /**
   * @param database the target's
   * @param more settings of the source, such as its shards
   * @param toys the database that the settings of a source name
   */
  ToyEnvironment(
      Path folder, String database, String more, Function<Settings.Source, ToyDatabase> toys) {
    this.folder = folder;
    this.toys = toys;
    this.platform = new ThreadPlatform(TestSpanner.emulatorHost(), this::wiring);
    this.settings = settings(folder, database, more);
  }

  private static Settings settings(Path folder, String database, String more) {
    try {
      Files.writeString(folder.resolve("password"), "none");
      Files.writeString(
          folder.resolve("toy.tfvars.json"),
          """
          {"platform": "local", "route": "mysql-to-spanner", "work_directory": "%1$s/work",
           "source": {"host": "toy", "port": 1, "database": "toy", "user": "toy", %2$s
                      "password": "file:%1$s/password", "schemas": ["shop"],
                      "application_roles": ["app"]},
           "target": {"project": "test-project", "instance": "test-instance",
                      "database": "%3$s", "emulator": "%4$s"},
           "bulk": {"partition_rows": 100}}
          """
              .formatted(folder, more, database, TestSpanner.emulatorHost()));
      return SettingsReader.read(folder, "toy");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Wiring wiring() {
    Rooms rooms =
        Rooms.all()
            .withSource(
                Route.MYSQL_TO_SPANNER,
                (source, capture, password) -> new ToySource(toys.apply(source)))
            .withPlatform(Settings.Platform.LOCAL, (all, environment, commands) -> platform);
    return Wiring.of(settings, folder, Map.of(), rooms);
  }

  static CutoverReport cutOver(Wiring wiring) {
    return wiring
        .lock()
        .withCutover(lease -> wiring.cutover(SILENT).execute(lease, Optional.empty()));
  }
}
