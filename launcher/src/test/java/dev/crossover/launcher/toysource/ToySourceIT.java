package dev.crossover.launcher.toysource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.Settings;
import dev.crossover.contract.Settings.Route;
import dev.crossover.contract.SettingsReader;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.verify.TableVerification;
import dev.crossover.engine.verify.Verdict;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.launcher.Rooms;
import dev.crossover.launcher.Wiring;
import dev.crossover.launcher.cutover.CutoverReport;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.targets.spanner.TestSpanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A new source is a new room and one line: the toy goes the whole way with nothing else changed.
 */
class ToySourceIT {
  @TempDir private Path folder;

  private final ToyDatabase toy = new ToyDatabase();
  private final Progress progress = Progress.silent();
  private ThreadPlatform platform;
  private Settings settings;

  @BeforeEach
  void describeTheEnvironment() throws IOException {
    platform = new ThreadPlatform(TestSpanner.emulatorHost(), this::wiring);
    Files.writeString(folder.resolve("password"), "none");
    Files.writeString(
        folder.resolve("toy.tfvars.json"),
        """
        {"platform": "local", "route": "mysql-to-spanner", "work_directory": "%s",
         "source": {"host": "toy", "port": 1, "database": "toy", "user": "toy",
                    "password": "file:%s", "schemas": ["shop"], "application_roles": ["app"]},
         "target": {"project": "test-project", "instance": "test-instance",
                    "database": "toy-source", "emulator": "%s"},
         "bulk": {"partition_rows": 100}}
        """
            .formatted(
                folder.resolve("work"), folder.resolve("password"), TestSpanner.emulatorHost()));
    settings = SettingsReader.read(folder, "toy");
  }

  /** The rooms of the program, with the toy among them. */
  private Rooms rooms() {
    return Rooms.all()
        .withSource(Route.MYSQL_TO_SPANNER, (source, capture, password) -> new ToySource(toy))
        .withPlatform(Settings.Platform.LOCAL, (all, environment, commands) -> platform);
  }

  private Wiring wiring() {
    return Wiring.of(settings, folder, Map.of(), rooms());
  }

  @Test
  void goesFromPlanToSwitched() {
    for (long id = 1; id <= 250; id++) {
      toy.insert(ToyDatabase.PARENT, id, "parent " + id);
      toy.insert(ToyDatabase.CHILD, 1_000 + id, id, "child " + id);
    }
    try (Wiring wiring = wiring()) {
      assertThat(wiring.preflight().look().passed()).isTrue();
      assertThat(wiring.plan().look().text()).contains("shop.parent", "shop.child");
      assertThat(wiring.migration(progress).capture()).isEqualTo(Phase.CAPTURING);
      toy.update(ToyDatabase.PARENT, 1L, "changed before the bulk load");
      assertThat(wiring.migration(progress).bulk()).isEqualTo(Phase.APPLYING);
      toy.insert(ToyDatabase.PARENT, 251L, "new");
      toy.insert(ToyDatabase.CHILD, 1_251L, 251L, "new");
      toy.delete(ToyDatabase.CHILD, 1_002);
      assertThat(wiring.migration(progress).run()).isEqualTo(Phase.READY);

      VerificationReport verified = wiring.verify(progress);
      assertThat(verified.verdict()).isEqualTo(Verdict.PASS);
      assertThat(verified.tables())
          .extracting(TableVerification::targetRows)
          .containsExactlyInAnyOrder(250L, 251L);

      CutoverReport cutover =
          wiring
              .lock()
              .withCutover(lease -> wiring.cutover(progress).execute(lease, Optional.empty()));
      assertThat(cutover.problem()).isEmpty();
      assertThat(wiring.lock().look().orElseThrow().phase()).isEqualTo(Phase.SWITCHED);
      assertThatThrownBy(() -> toy.delete(ToyDatabase.CHILD, 1_003))
          .isInstanceOf(SourceException.class);

      wiring.cleanup(progress).run(false);
      assertThat(wiring.lock().look().orElseThrow().phase()).isEqualTo(Phase.COMPLETED);
    }
  }
}
