package dev.crossover.launcher.real;

import static java.util.Locale.ROOT;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsReader;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.platform.Platform;
import dev.crossover.engine.source.SourceDatabase;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.launcher.Rooms;
import dev.crossover.launcher.Wiring;
import dev.crossover.launcher.cli.MovedSource;
import dev.crossover.launcher.cutover.CutoverReport;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.toysource.ThreadPlatform;
import dev.crossover.targets.spanner.TestSpanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One migration and the commands on it; each is as if in a process of its own. */
final class RealMigration {
  /** Every call of the source's ports, and of the platform's. */
  final Calls calls = new Calls();

  private final Path folder;
  private final String target;
  private final MovedSource source;
  private final Settings settings;
  private final Platform platform;

  /** How a command ended. */
  record Answer(ExitCode exit, String message) {
    private static final Answer DONE = new Answer(ExitCode.DONE, "");

    boolean done() {
      return exit == ExitCode.DONE;
    }
  }

  /**
   * @param port where everything of ours finds the source's server
   */
  RealMigration(Path folder, MovedSource.Opened source, int port) {
    this.folder = folder;
    this.target = "real-" + source.kind().name().toLowerCase(ROOT) + "-" + source.name();
    this.source = source.kind();
    this.settings = settings(source, port);
    this.platform =
        calls.around(
            Platform.class,
            "platform",
            new ThreadPlatform(TestSpanner.emulatorHost(), this::wiring));
  }

  private Settings settings(MovedSource.Opened source, int port) {
    try {
      Files.writeString(folder.resolve("password"), source.kind().password);
      Files.writeString(
          folder.resolve("real.tfvars.json"),
          """
          {"platform": "local", "route": "%7$s", "work_directory": "%1$s/work",
           "source": {"host": "127.0.0.1", "port": %2$d, "database": "%3$s", "user": "%8$s",
                      "password": "file:%1$s/password", "application_roles": ["%4$s"]},
           "target": {"project": "test-project", "instance": "test-instance",
                      "database": "%5$s", "emulator": "%6$s"},
           "capture": {"slot": "%3$s", "publication": "%3$s", "rotation_millis": 200},
           "bulk": {"partition_rows": 20}, "live": {"poll_millis": 50, "workers": 1},
           "cutover": {"max_lag_seconds": 60, "max_downtime_seconds": 120,
                       "drain_timeout_seconds": 3, "catch_up_timeout_seconds": 30}}
          """
              .formatted(
                  folder,
                  port,
                  source.name(),
                  source.role(),
                  target,
                  TestSpanner.emulatorHost(),
                  source.kind().route,
                  source.kind().user));
      return SettingsReader.read(folder, "real");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Wiring wiring() {
    return Wiring.of(
        settings,
        folder,
        Map.of(),
        Rooms.all()
            .withSource(
                settings.route(),
                (from, capture, password) ->
                    calls.around(
                        SourceDatabase.class,
                        "source",
                        source.impatient().open(from, capture, password)))
            .withPlatform(Settings.Platform.LOCAL, (all, environment, commands) -> platform));
  }

  /** The target's database. */
  String target() {
    return target;
  }

  /** {@code crossover run}. */
  Answer run() {
    return command(
        wiring -> {
          wiring.migration(Progress.silent()).run();
          return Answer.DONE;
        });
  }

  /** {@code crossover verify}. */
  Answer verify() {
    return command(
        wiring -> {
          VerificationReport report = wiring.verify(Progress.silent());
          return switch (report.verdict()) {
            case PASS -> Answer.DONE;
            case MISMATCH -> new Answer(ExitCode.MISMATCH, report.toString());
            case INCOMPLETE -> new Answer(ExitCode.VERIFICATION_INCOMPLETE, report.toString());
          };
        });
  }

  /** {@code crossover cutover --execute}. */
  Answer cutOver() {
    return command(
        wiring -> {
          CutoverReport report =
              wiring
                  .lock()
                  .withCutover(
                      lease -> wiring.cutover(Progress.silent()).execute(lease, Optional.empty()));
          return new Answer(report.exitCode(), report.problem().orElse(""));
        });
  }

  /** {@code crossover cleanup}. */
  Answer cleanUp(boolean abandon) {
    return command(
        wiring -> {
          wiring.cleanup(Progress.silent()).run(abandon);
          return Answer.DONE;
        });
  }

  /** Where the migration stands. */
  Phase phase() {
    try (Wiring wiring = wiring()) {
      return wiring.lock().look().map(JournalEntry::phase).orElse(Phase.PLANNED);
    }
  }

  private Answer command(Function<Wiring, Answer> work) {
    try (Wiring wiring = wiring()) {
      return work.apply(wiring);
    } catch (CrossoverException | UncheckedIOException e) {
      return new Answer(ExitCode.of(e), e.getMessage());
    }
  }
}
