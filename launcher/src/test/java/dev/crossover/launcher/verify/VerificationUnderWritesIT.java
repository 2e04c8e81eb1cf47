package dev.crossover.launcher.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsReader;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.verify.Mismatch;
import dev.crossover.engine.verify.TableVerification;
import dev.crossover.engine.verify.Verdict;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.launcher.Rooms;
import dev.crossover.launcher.Wiring;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.toysource.ThreadPlatform;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifies again and again while an application inserts, updates and deletes. */
class VerificationUnderWritesIT {
  private static final int VERIFICATIONS = 20;
  private static final int ROUNDS_PER_SECOND = 10;
  private static final String DATABASE = "under-writes";

  /** Keys of nineteen digits, as services make them. */
  private static final long FIRST = 1_234_567_890_123_456_000L;

  private static final String TABLES =
      """
      CREATE TABLE owner (id bigint PRIMARY KEY, name text NOT NULL);
      CREATE TABLE item (id bigint PRIMARY KEY, owner bigint NOT NULL REFERENCES owner, n int,
        note text);
      ALTER TABLE owner REPLICA IDENTITY FULL;
      ALTER TABLE item REPLICA IDENTITY FULL;
      INSERT INTO owner SELECT %1$d + g, 'owner ' || g FROM generate_series(0, 99) g;
      INSERT INTO item SELECT %1$d + g, %1$d + g %% 100, 0, 'item ' || g
        FROM generate_series(0, 1999) g;
      """
          .formatted(FIRST);

  // Fifty rows: twenty are there afterwards, twenty have another value, ten are gone. The first
  // hundred keys are left alone.
  private static final String ROUND =
      """
INSERT INTO item SELECT DISTINCT ON (1) %1$d + 100 + (random() * 4000)::int, %1$d + g, 0, 'again'
  FROM generate_series(0, 19) g ON CONFLICT (id) DO UPDATE SET note = excluded.note;
UPDATE item SET n = n + 1 WHERE id IN
  (SELECT %1$d + 100 + (random() * 4000)::int FROM generate_series(1, 20));
DELETE FROM item WHERE id IN
  (SELECT %1$d + 100 + (random() * 4000)::int FROM generate_series(1, 10));
"""
          .formatted(FIRST);

  @TempDir private Path folder;

  private ThreadPlatform platform;
  private Settings settings;

  private Wiring wiring() {
    Rooms rooms =
        Rooms.all().withPlatform(Settings.Platform.LOCAL, (all, environment, commands) -> platform);
    return Wiring.of(settings, folder, Map.of(), rooms);
  }

  private void describe(TestSource source) throws IOException {
    platform = new ThreadPlatform(TestSpanner.emulatorHost(), this::wiring);
    Files.writeString(folder.resolve("password"), "postgres");
    Files.writeString(
        folder.resolve("writes.tfvars.json"),
        """
        {"platform": "local", "route": "postgresql-to-spanner", "work_directory": "%s",
         "source": {"host": "127.0.0.1", "port": %d, "database": "%s", "user": "postgres",
                    "password": "file:%s", "application_roles": ["app_%s"]},
         "target": {"project": "test-project", "instance": "test-instance",
                    "database": "%s", "emulator": "%s"},
         "capture": {"slot": "%s", "publication": "%s"},
         "verification": {"chunk_rows": 300}}
        """
            .formatted(
                folder.resolve("work"),
                source.port(),
                source.name(),
                folder.resolve("password"),
                source.name(),
                DATABASE,
                TestSpanner.emulatorHost(),
                source.name(),
                source.name()));
    settings = SettingsReader.read(folder, "writes");
  }

  @Test
  void givesNoFalseAlarmAndFindsTheRowThatIsReallyLost() throws Exception {
    try (TestSource source = TestSource.create(TABLES)) {
      source.execute(
          "CREATE ROLE app_%1$s LOGIN PASSWORD 'x'; GRANT ALL ON ALL TABLES IN SCHEMA public TO app_%1$s"
              .formatted(source.name()));
      describe(source);
      try (Wiring wiring = wiring()) {
        assertThat(wiring.migration(Progress.silent()).run()).isEqualTo(Phase.READY);

        AtomicLong rounds = new AtomicLong();
        ScheduledExecutorService application = Executors.newSingleThreadScheduledExecutor();
        ScheduledFuture<?> writes =
            application.scheduleAtFixedRate(
                () -> {
                  source.execute(ROUND);
                  rounds.incrementAndGet();
                },
                0,
                1_000 / ROUNDS_PER_SECOND,
                TimeUnit.MILLISECONDS);
        try {
          for (int i = 1; i <= VERIFICATIONS; i++) {
            VerificationReport report = wiring.verify(Progress.silent());
            assertThat(report.verdict()).as(i + ": " + report.reason()).isEqualTo(Verdict.PASS);
            assertThat(report.tables()).allMatch(table -> table.sourceRows() == table.targetRows());
          }
          assertThat(writes.isDone()).isFalse();
          assertThat(rounds.get()).isGreaterThan(VERIFICATIONS);

          loseOnTheTarget(FIRST + 7);
          VerificationReport lost = wiring.verify(Progress.silent());
          assertThat(lost.tables())
              .flatExtracting(TableVerification::details)
              .containsExactly(
                  new Mismatch(
                      Mismatch.Kind.MISSING_ON_TARGET,
                      List.of(Long.toString(FIRST + 7)),
                      List.of()));
        } finally {
          application.shutdownNow();
          assertThat(application.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
          wiring.cleanup(Progress.silent()).run(true);
        }
      }
    }
  }

  private static void loseOnTheTarget(long id) {
    try (SpannerDatabase target =
        SpannerDatabase.open(
            "test-project", "test-instance", DATABASE, Optional.of(TestSpanner.emulatorHost()))) {
      target.client().write(List.of(Mutation.delete("item", KeySet.singleKey(Key.of(id)))));
    }
  }
}
