package dev.crossover.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsReader;
import dev.crossover.platforms.local.Programs;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoEnvironmentIT {
  @TempDir Path directory;
  private DemoEnvironment demo;

  @AfterEach
  void stop() {
    demo.stop();
  }

  @Test
  void hasTwiceTheSampleOfPostgresqlAndAnApplicationThatStopsOnlyWhenRefused() throws SQLException {
    stopsOnlyWhenRefused(
        DemoSource.POSTGRESQL,
        "playlist_track",
        List.of(
            "ALTER ROLE chinook_app NOLOGIN",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE usename = 'chinook_app'"),
        "ALTER ROLE chinook_app LOGIN");
  }

  @Test
  void hasTwiceTheSampleOfMysqlAndAnApplicationThatStopsOnlyWhenRefused() throws SQLException {
    stopsOnlyWhenRefused(
        DemoSource.MYSQL,
        "PlaylistTrack",
        List.of("ALTER USER chinook_app@'127.0.0.1' ACCOUNT LOCK", "KILL USER chinook_app"),
        "ALTER USER chinook_app@'127.0.0.1' ACCOUNT UNLOCK");
  }

  private void stopsOnlyWhenRefused(
      DemoSource kind, String playlistTracks, List<String> close, String open) throws SQLException {
    demo = new DemoEnvironment(kind, directory.resolve("demo"), Programs.find());
    demo.prepare(2);
    Settings.Source source =
        SettingsReader.read(demo.settingsDirectory(), DemoEnvironment.NAME).source();
    try (Connection connection =
            DriverManager.getConnection(
                kind.database().url(source.port()), source.user(), source.user());
        Statement statement = connection.createStatement()) {
      assertThat(number(statement, "SELECT count(*) FROM " + playlistTracks)).isEqualTo(2 * 8715);
      try (Workload workload = demo.workload(2000, 7)) {
        workload.start();
        awaitWrites(workload, 500);
        for (String sql : close) {
          statement.execute(sql);
        }
        await(workload);
        long writes = workload.writes();
        statement.execute(open);
        awaitWrites(workload, writes + 100);
        assertThat(workload.failure()).isEmpty();
      }
      String invoices = kind == DemoSource.MYSQL ? "Invoice" : "invoice";
      assertThat(number(statement, "SELECT count(*) FROM " + invoices)).isNotEqualTo(2 * 412);
    }
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  private static void awaitWrites(Workload workload, long writes) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (workload.writes() < writes && System.nanoTime() < deadline) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(workload.writes()).isGreaterThanOrEqualTo(writes);
  }

  private static void await(Workload workload) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!workload.refused() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(workload.refused()).isTrue();
  }
}
