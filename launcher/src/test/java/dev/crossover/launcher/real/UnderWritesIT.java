package dev.crossover.launcher.real;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import dev.crossover.contract.ExitCode;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsReader;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.verify.Mismatch;
import dev.crossover.engine.verify.TableVerification;
import dev.crossover.engine.verify.Verdict;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.launcher.Rooms;
import dev.crossover.launcher.Wiring;
import dev.crossover.launcher.cli.MovedSource;
import dev.crossover.launcher.cutover.CutoverReport;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.toysource.ThreadPlatform;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Verifies again and again while an application inserts, updates and deletes, and cuts over while
 * it goes on until it is shut out.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnderWritesIT {
  private static final int VERIFICATIONS = 8;

  private static final String TABLES =
      """
      CREATE TABLE owner (id bigint PRIMARY KEY, name varchar(50) NOT NULL);
      CREATE TABLE item (id bigint PRIMARY KEY, owner bigint NOT NULL, n int, note varchar(50),
        FOREIGN KEY (owner) REFERENCES owner (id));
      INSERT INTO owner WITH RECURSIVE s (g) AS (SELECT 0 UNION ALL SELECT g + 1 FROM s
        WHERE g < 99) SELECT %1$d + g, concat('owner ', g) FROM s;
      INSERT INTO item SELECT a.id + 100 * (b.id - %1$d), a.id, 0,
        concat('item ', b.id) FROM owner a, owner b WHERE b.id < %1$d + 20;
      """
          .formatted(ItemChanges.FIRST);

  @TempDir private Path folder;

  private ThreadPlatform platform;
  private Settings settings;
  private String target;

  private Wiring wiring() {
    Rooms rooms =
        Rooms.all().withPlatform(Settings.Platform.LOCAL, (all, environment, commands) -> platform);
    return Wiring.of(settings, folder, Map.of(), rooms);
  }

  private void describe(MovedSource.Opened source) throws IOException {
    target = "writes-" + source.kind().name().toLowerCase(ROOT) + "-" + source.name();
    platform = new ThreadPlatform(TestSpanner.emulatorHost(), this::wiring);
    Files.writeString(folder.resolve("password"), source.kind().password);
    Files.writeString(
        folder.resolve("writes.tfvars.json"),
        """
        {"platform": "local", "route": "%s", "work_directory": "%s",
         "source": {"host": "127.0.0.1", "port": %d, "database": "%s", "user": "%s",
                    "password": "file:%s", "application_roles": ["%s"]},
         "target": {"project": "test-project", "instance": "test-instance",
                    "database": "%s", "emulator": "%s"},
         "capture": {"slot": "%5$s", "publication": "%5$s"},
         "verification": {"chunk_rows": 300},
         "cutover": {"max_lag_seconds": 60, "max_downtime_seconds": 120}}
        """
            .replace("%5$s", source.name())
            .formatted(
                source.kind().route,
                folder.resolve("work"),
                source.port(),
                source.name(),
                source.kind().user,
                folder.resolve("password"),
                source.role(),
                target,
                TestSpanner.emulatorHost()));
    settings = SettingsReader.read(folder, "writes");
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MYSQL"})
  void givesNoFalseAlarmFindsTheLostRowAndMovesEveryRowThatWasAcknowledged(MovedSource kind)
      throws Exception {
    try (MovedSource.Opened source = kind.open(TABLES)) {
      describe(source);
      try (Wiring wiring = wiring();
          Application application = Application.start(source, new ItemChanges(kind))) {
        assertThat(wiring.migration(Progress.silent()).run()).isEqualTo(Phase.READY);
        for (int i = 1; i <= VERIFICATIONS; i++) {
          requirePass(i, wiring.verify(Progress.silent()));
        }
        assertThat(application.acknowledged()).hasSizeGreaterThan(VERIFICATIONS);
        requireLostRowIsFound(source, wiring);

        CutoverReport cutover =
            wiring
                .lock()
                .withCutover(
                    lease -> wiring.cutover(Progress.silent()).execute(lease, Optional.empty()));
        assertThat(cutover.exitCode()).as(cutover.problem().orElse("")).isEqualTo(ExitCode.DONE);
        application.awaitRefusal();
        assertThat(BothSides.everythingInTheTarget(source, target))
            .isEqualTo(BothSides.everything(source));
        wiring.cleanup(Progress.silent()).run(false);
      }
    }
  }

  private static void requirePass(int time, VerificationReport report) {
    assertThat(report.verdict()).as(time + ": " + report.reason()).isEqualTo(Verdict.PASS);
    assertThat(report.tables()).allMatch(table -> table.sourceRows() == table.targetRows());
  }

  private void requireLostRowIsFound(MovedSource.Opened source, Wiring wiring) {
    long lost = ItemChanges.FIRST + 7;
    loseOnTheTarget(lost);
    assertThat(wiring.verify(Progress.silent()).tables())
        .flatExtracting(TableVerification::details)
        .containsExactly(
            new Mismatch(Mismatch.Kind.MISSING_ON_TARGET, List.of(Long.toString(lost)), List.of()));
    source.execute("UPDATE item SET note = 'found' WHERE id = " + lost);
    wiring.migration(Progress.silent()).run();
    requirePass(0, wiring.verify(Progress.silent()));
  }

  private void loseOnTheTarget(long id) {
    try (SpannerDatabase database =
        SpannerDatabase.open(
            "test-project", "test-instance", target, Optional.of(TestSpanner.emulatorHost()))) {
      database.client().write(List.of(Mutation.delete("item", KeySet.singleKey(Key.of(id)))));
    }
  }
}
