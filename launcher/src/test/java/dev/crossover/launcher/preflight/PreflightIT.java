package dev.crossover.launcher.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.preflight.Finding.Verdict;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.sources.postgresql.preflight.ConnectToSource;
import dev.crossover.sources.postgresql.preflight.MovedTables;
import dev.crossover.sources.postgresql.preflight.OpenTransactions;
import dev.crossover.sources.postgresql.preflight.SourceEncoding;
import dev.crossover.sources.postgresql.preflight.SourcePrivileges;
import dev.crossover.sources.postgresql.preflight.SourceTimeZone;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreflightIT {
  private static final List<String> PUBLIC = List.of("public");

  @Test
  void passesAnOrdinarySource() {
    try (TestSource source = TestSource.create("CREATE TABLE album (id int PRIMARY KEY)")) {
      PreflightReport report = preflight(source.database(), List.of()).look();

      assertThat(report.findings())
          .extracting(Finding::check, Finding::verdict)
          .containsExactly(
              tuple("source-connection", Verdict.PASS),
              tuple("source-privileges", Verdict.PASS),
              tuple("source-encoding", Verdict.PASS),
              tuple("source-time-zone", Verdict.PASS),
              tuple("open-transactions", Verdict.PASS));
      assertThat(report.passed()).isTrue();
    }
  }

  @Test
  void reportsHiddenRowsAndMissingGrantsTogether() {
    try (TestSource source =
        TestSource.create(
            "CREATE TABLE album (id int PRIMARY KEY); CREATE TABLE song (id int PRIMARY KEY);"
                + " CREATE TABLE scratch (id int);"
                + " ALTER TABLE album ENABLE ROW LEVEL SECURITY;"
                + " DROP ROLE IF EXISTS preflight_reader;"
                + " CREATE ROLE preflight_reader LOGIN PASSWORD 'x';"
                + " GRANT USAGE ON SCHEMA public TO preflight_reader;"
                + " GRANT SELECT ON album TO preflight_reader")) {
      String url = "jdbc:postgresql://127.0.0.1:" + source.port() + "/" + source.name();
      try (PostgresqlDatabase reader = PostgresqlDatabase.open(url, "preflight_reader", "x", 2)) {
        PreflightReport report = preflight(reader, List.of("public.scr*")).look();

        assertThat(report.failures())
            .extracting(Finding::observed)
            .containsExactly(
                "the user may not read public.song",
                "row-level security hides rows of public.album");
      }
    }
  }

  @Test
  void asksNoOtherSourceCheckWhenTheSourceCannotBeReached() {
    try (PostgresqlDatabase nowhere =
        PostgresqlDatabase.open("jdbc:postgresql://127.0.0.1:1/none", "u", "p", 1)) {
      PreflightReport report = preflight(nowhere, List.of()).look();

      assertThat(report.passed()).isFalse();
      assertThat(report.findings().get(0).observed())
          .startsWith("cannot connect to the source")
          .contains("Connection to 127.0.0.1:1 refused")
          .doesNotContain("\n");
      assertThat(report.findings().subList(1, 5))
          .extracting(Finding::observed)
          .containsOnly("not looked at, because the source cannot be reached");
    }
  }

  @Test
  void tellsHowManyTimestampsAreReadAsUtc() {
    try (TestSource source = TestSource.create("CREATE TABLE album (made timestamp)")) {
      assertThat(new SourceTimeZone(source.database(), PUBLIC).look())
          .extracting(Finding::observed)
          .containsExactly("1 columns have timestamps without time zone, moved as UTC");
    }
  }

  private static Preflight preflight(PostgresqlDatabase source, List<String> excluded) {
    return new Preflight(
        new ConnectToSource(source),
        List.of(
            new SourcePrivileges(new MovedTables(source, PUBLIC, excluded)),
            new SourceEncoding(source),
            new SourceTimeZone(source, PUBLIC),
            new OpenTransactions(source)),
        List.of());
  }
}
