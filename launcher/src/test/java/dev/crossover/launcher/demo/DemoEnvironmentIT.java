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
  void hasTwiceTheSampleAndAnApplicationThatStopsOnlyWhenRefused() throws SQLException {
    demo = new DemoEnvironment(directory.resolve("demo"), Programs.find());
    demo.prepare(2);
    Settings.Source source =
        SettingsReader.read(demo.settingsDirectory(), DemoEnvironment.NAME).source();
    String url = "jdbc:postgresql://127.0.0.1:" + source.port() + "/" + source.database();
    try (Connection connection = DriverManager.getConnection(url, source.user(), "postgres");
        Statement statement = connection.createStatement()) {
      assertThat(number(statement, "SELECT count(*) FROM track")).isEqualTo(2 * 3503);
      assertThat(number(statement, "SELECT count(*) FROM playlist_track")).isEqualTo(2 * 8715);
      try (Workload workload = demo.workload(2000, 7)) {
        workload.start();
        awaitWrites(workload, 500);
        statement.execute("ALTER ROLE chinook_app NOLOGIN");
        statement.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'chinook_app'");
        await(workload);
        long writes = workload.writes();
        statement.execute("ALTER ROLE chinook_app LOGIN");
        awaitWrites(workload, writes + 100);
        assertThat(workload.failure()).isEmpty();
      }
      assertThat(number(statement, "SELECT count(*) FROM invoice")).isNotEqualTo(2 * 412);
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
