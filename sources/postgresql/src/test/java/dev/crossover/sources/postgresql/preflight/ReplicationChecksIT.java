package dev.crossover.sources.postgresql.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.preflight.Finding.Verdict;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicationChecksIT {
  private static final List<String> PUBLIC = List.of("public");
  private static final List<String> EXCLUDED = List.of("public.scratch*");

  @Test
  void saysHowMuchIsWrittenDuringTheBulkLoadWhereTheLogIsLimited() throws Exception {
    try (TestSource source = TestSource.create("CREATE TABLE album (id int PRIMARY KEY)")) {
      source.execute("ALTER SYSTEM SET max_slot_wal_keep_size = '2GB'");
      try {
        source.execute("SELECT pg_reload_conf()");
        LogRetention check = new LogRetention(source.database(), () -> Duration.ofHours(30));
        Finding finding = check.look().get(0);
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        // The server reads its configuration in its own time.
        while (finding.verdict() == Verdict.PASS && System.nanoTime() < deadline) {
          finding = check.look().get(0);
        }
        assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
        assertThat(finding.observed())
            .startsWith("max_slot_wal_keep_size is 2048 MiB: ")
            .matches(".*about \\d+ MiB an hour, so \\d+ MiB in the 1800 minutes .*");
      } finally {
        source.execute("ALTER SYSTEM RESET max_slot_wal_keep_size");
        source.execute("SELECT pg_reload_conf()");
      }
    }
  }

  @Test
  void refusesEveryReplicaIdentityThatLosesValuesAndSaysTheStatementThatMendsIt() {
    try (TestSource source =
        TestSource.create(
            """
            CREATE TABLE fixed (id int PRIMARY KEY, n int);
            CREATE TABLE "long" (id int PRIMARY KEY, body text);
            CREATE TABLE whole (id int PRIMARY KEY, body text);
            ALTER TABLE whole REPLICA IDENTITY FULL;
            CREATE TABLE nothing (id int PRIMARY KEY);
            ALTER TABLE nothing REPLICA IDENTITY NOTHING;
            CREATE TABLE other (id int PRIMARY KEY, n int NOT NULL UNIQUE);
            ALTER TABLE other REPLICA IDENTITY USING INDEX other_n_key;
            CREATE TABLE own (id int PRIMARY KEY);
            ALTER TABLE own REPLICA IDENTITY USING INDEX own_pkey;
            CREATE TABLE late (id int PRIMARY KEY DEFERRABLE);
            CREATE TABLE root (id int PRIMARY KEY, body text) PARTITION BY RANGE (id);
            CREATE TABLE leaf PARTITION OF root FOR VALUES FROM (0) TO (9);
            ALTER TABLE root REPLICA IDENTITY FULL;
            CREATE TABLE scratch_pad (id int);
            """)) {
      assertThat(new ReplicaIdentity(new MovedTables(source.database(), PUBLIC, EXCLUDED)).look())
          .extracting(Finding::verdict, Finding::observed, Finding::hint)
          .containsExactly(
              tuple(
                  Verdict.FAIL,
                  "1 tables have a DEFERRABLE primary key, which the log leaves out: public.late;"
                      + " 2 tables may leave long values that did not change out of updates:"
                      + " public.leaf, public.long; 1 tables log no key for updates and deletes:"
                      + " public.nothing; 1 tables log the columns of an index that is not the"
                      + " primary key: public.other",
                  """
                  ALTER TABLE public.late REPLICA IDENTITY FULL;
                  ALTER TABLE public.leaf REPLICA IDENTITY FULL;
                  ALTER TABLE public.long REPLICA IDENTITY FULL;
                  ALTER TABLE public.nothing REPLICA IDENTITY DEFAULT;
                  ALTER TABLE public.other REPLICA IDENTITY DEFAULT;\
                  """));
    }
  }

  @Test
  void refusesTablesThatAreNotLogged() {
    try (TestSource source =
        TestSource.create(
            "CREATE TABLE kept (id int PRIMARY KEY); CREATE UNLOGGED TABLE quick (id int PRIMARY"
                + " KEY); CREATE UNLOGGED TABLE a_child (id int PRIMARY KEY REFERENCES quick);"
                + " CREATE UNLOGGED TABLE scratch (id int)")) {
      assertThat(new LoggedTables(new MovedTables(source.database(), PUBLIC, EXCLUDED)).look())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
                assertThat(finding.hint())
                    .isEqualTo(
                        "ALTER TABLE public.quick SET LOGGED;\nALTER TABLE public.a_child SET"
                            + " LOGGED;");
              });
    }
  }

  @Test
  void refusesColumnsThatDifferOnlyByCase() {
    try (TestSource source =
        TestSource.create("CREATE TABLE t (id int PRIMARY KEY, \"Name\" text, name text)")) {
      assertThat(new ColumnNames(new MovedTables(source.database(), PUBLIC, List.of())).look())
          .singleElement()
          .extracting(Finding::observed, Finding::hint)
          .containsExactly(
              "public.t has columns that differ only by case, which the change stream cannot tell"
                  + " apart: \"Name\", name",
              "ALTER TABLE public.t RENAME COLUMN name TO name_column_3;");
    }
  }

  @Test
  void passesAServerThatIsReady() {
    try (TestSource source = TestSource.create("CREATE TABLE t (id int PRIMARY KEY)")) {
      PostgresqlDatabase database = source.database();
      assertThat(
              List.of(
                  new LogicalReplication(database, "unused"),
                  new ReplicationPrivileges(new MovedTables(database, PUBLIC, List.of())),
                  new ReplicaIdentity(new MovedTables(database, PUBLIC, List.of())),
                  new LoggedTables(new MovedTables(database, PUBLIC, List.of())),
                  new ColumnNames(new MovedTables(database, PUBLIC, List.of())),
                  new LogRetention(database, () -> Duration.ZERO)))
          .flatExtracting(Check::look)
          .extracting(Finding::verdict)
          .containsOnly(Verdict.PASS)
          .hasSize(6);
    }
  }

  @Test
  void saysWhichPrivilegesTheUserLacks() {
    try (TestSource source =
        TestSource.create(
            "CREATE TABLE t (id int PRIMARY KEY); DROP ROLE IF EXISTS replication_reader;"
                + " CREATE ROLE replication_reader LOGIN PASSWORD 'x'")) {
      String url = "jdbc:postgresql://127.0.0.1:" + source.port() + "/" + source.name();
      try (PostgresqlDatabase reader = PostgresqlDatabase.open(url, "replication_reader", "x", 1)) {
        assertThat(new ReplicationPrivileges(new MovedTables(reader, PUBLIC, List.of())).look())
            .extracting(Finding::observed, Finding::hint)
            .containsExactly(
                tuple(
                    "user replication_reader may not replicate",
                    "ALTER ROLE replication_reader REPLICATION;"),
                tuple(
                    "user replication_reader may not make a schema or a publication",
                    "GRANT CREATE ON DATABASE " + source.name() + " TO replication_reader;"),
                tuple(
                    "only an owner may publish a table, and user replication_reader owns not"
                        + " public.t",
                    "-- give the tables of superuser postgres an owner that is none, and make"
                        + " replication_reader its member"));
      }
    }
  }
}
