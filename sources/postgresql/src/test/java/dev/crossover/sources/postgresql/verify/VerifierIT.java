package dev.crossover.sources.postgresql.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.verify.ChangedKeys;
import dev.crossover.engine.verify.ChangesOnTheirWay;
import dev.crossover.engine.verify.ColumnDifference;
import dev.crossover.engine.verify.LiveChanges;
import dev.crossover.engine.verify.Mismatch;
import dev.crossover.engine.verify.TableVerification;
import dev.crossover.engine.verify.Verdict;
import dev.crossover.engine.verify.VerificationOptions;
import dev.crossover.engine.verify.VerificationProgress;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.engine.verify.Verifier;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.sources.postgresql.schema.PostgresqlSentinel;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.apply.ShadowTable;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.schema.SentinelTable;
import dev.crossover.targets.spanner.verify.SpannerComparedTarget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerifierIT {
  private static final TargetTable CUSTOMER =
      TableOf.columns("customer", List.of("id"), "id int8 INT64", "name text STRING");
  private static final TargetTable VISIT =
      TableOf.columns("visit", List.of("id"), "id int8 INT64", "note text STRING");
  private static TestSource source;
  private static SpannerDatabase target;

  @BeforeAll
  static void create() {
    source =
        TestSource.create(
            "CREATE SCHEMA crossover;"
                + "CREATE TABLE crossover.sentinel (id bigint PRIMARY KEY, token text,"
                + " written_at timestamptz);"
                + "CREATE TABLE customer (id bigint PRIMARY KEY, name text);"
                + "CREATE TABLE visit (id bigint PRIMARY KEY, note text)");
    List<String> ddl =
        new ArrayList<>(
            List.of(
                "CREATE TABLE customer (id INT64, name STRING(MAX)) PRIMARY KEY (id)",
                "CREATE TABLE visit (id INT64, note STRING(MAX)) PRIMARY KEY (id)",
                "CREATE TABLE crossover_sentinel (id INT64, token STRING(MAX), written_at"
                    + " TIMESTAMP) PRIMARY KEY (id)"));
    // Live apply's own shadow tables: verification reads them without sharing code with it.
    ddl.addAll(
        ShadowTable.ddl(
            new TargetSchema(
                List.of(SentinelTable.of(PostgresqlSentinel.table()), CUSTOMER, VISIT)),
            "shadow_"));
    target = TestSpanner.create(ddl);
  }

  @AfterAll
  static void close() {
    source.close();
    target.close();
  }

  @BeforeEach
  void fill() {
    source.execute(
        "TRUNCATE customer, visit, crossover.sentinel;"
            + "INSERT INTO customer SELECT i, 'name ' || i FROM generate_series(1, 5) i");
    for (String table : List.of("customer", "visit", "crossover_sentinel")) {
      onTarget("DELETE FROM " + table + " WHERE TRUE");
      onTarget("DELETE FROM shadow_" + table + " WHERE TRUE");
    }
    onTarget(
        "INSERT INTO customer (id, name) SELECT i, CONCAT('name ', CAST(i AS STRING))"
            + " FROM UNNEST(GENERATE_ARRAY(1, 5)) AS i");
  }

  private static void onTarget(String dml) {
    Changes.execute(target, dml);
  }

  /** Applies a change of a customer as live apply does. */
  private static void apply(int id, Optional<String> name, int position) {
    onTarget("DELETE FROM customer WHERE id = " + id);
    name.ifPresent(
        value ->
            onTarget("INSERT INTO customer (id, name) VALUES (%d, '%s')".formatted(id, value)));
    shadow("customer", id, name.isEmpty(), position);
  }

  private static void shadow(String table, int id, boolean deleted, int position) {
    onTarget(
        "INSERT OR UPDATE INTO shadow_%s (id, commit_major, commit_minor, major, minor,"
                .formatted(table)
            + " event_index, file, deleted, applied_at)"
            + " VALUES (%d, %d, 0, %d, 0, 0, 'f', %s, PENDING_COMMIT_TIMESTAMP())"
                .formatted(id, position, position, deleted));
  }

  private static Verifier verifier(Optional<LiveChanges> live, TargetTable... tables) {
    return new Verifier(
        new PostgresqlComparedSource(source.database()),
        new SpannerComparedTarget(target.client(), "shadow_"),
        new TargetSchema(List.of(tables)),
        new VerificationOptions(2, 3, Duration.ofSeconds(1), 10, true),
        live,
        Clock.systemUTC());
  }

  private static VerificationReport verifyAll(TargetTable... tables) {
    return verifier(Optional.empty(), tables).verifyAll(VerificationProgress.none());
  }

  @Test
  void anEmptyTablePassesBesideOneThatHasRows() {
    VerificationReport report = verifyAll(CUSTOMER, VISIT);

    assertThat(report.verdict()).isEqualTo(Verdict.PASS);
    assertThat(report.compared()).isEqualTo(5);
    assertThat(report.rowsPerSecond()).isPositive();
    assertThat(report.tables()).extracting(TableVerification::compared).containsExactly(5L, 0L);
  }

  @Test
  void notOneRowIsNeverAPass() {
    VerificationReport report = verifyAll(VISIT);

    assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
    assertThat(report.reason())
        .isEqualTo("not one row was compared; check that source and target are the right ones");
    assertThat(verifyAll().verdict()).isEqualTo(Verdict.INCOMPLETE);
  }

  @Test
  void aTableThatOneSideLacksIsIncompleteAndTheOthersAreCompared() {
    TargetTable nowhere = TableOf.columns("nowhere", List.of("id"), "id int8 INT64");
    source.execute("CREATE TABLE IF NOT EXISTS only_source (id bigint PRIMARY KEY)");
    TargetTable onlySource = TableOf.columns("only_source", List.of("id"), "id int8 INT64");

    VerificationReport report = verifyAll(nowhere, onlySource, CUSTOMER);

    assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
    assertThat(report.tables())
        .extracting(TableVerification::verdict)
        .containsExactly(Verdict.INCOMPLETE, Verdict.INCOMPLETE, Verdict.PASS);
    assertThat(report.tables().get(0).reason())
        .isEqualTo("the source has no table public.nowhere; run the schema step again");
    assertThat(report.tables().get(1).reason())
        .startsWith(
            "cannot read only_source of the target to verify it: Spanner says NOT_FOUND: Table");
  }

  @Test
  void aMismatchOutweighsWhatIsMissing() {
    onTarget("DELETE FROM customer WHERE id = 3");

    VerificationReport report =
        verifyAll(CUSTOMER, TableOf.columns("nowhere", List.of("id"), "id int8 INT64"));

    assertThat(report.verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(report.mismatches()).isEqualTo(1);
  }

  @Test
  void aColumnThatCannotBeComparedMakesItsTableIncomplete() {
    TargetTable table =
        TableOf.columns("customer", List.of("id"), "id int8 INT64", "name text BYTES");

    TableVerification found = verifyAll(table).tables().get(0);

    assertThat(found.verdict()).isEqualTo(Verdict.INCOMPLETE);
    assertThat(found.reason())
        .isEqualTo(
            "columns whose comparison is not defined: name (text to BYTES(MAX)); give them a"
                + " text type or the default type in the mapping file");
  }

  @Test
  void changesOnTheirWayPassAndABrokenRowDoesNot() {
    source.execute(
        "UPDATE customer SET name = 'new' WHERE id = 1; DELETE FROM customer WHERE id = 2;"
            + "INSERT INTO customer VALUES (9, 'nine')");
    onTarget("UPDATE customer SET name = 'broken' WHERE id = 4");
    LiveChanges live =
        new ChangesOnTheirWay(
            true,
            () -> {
              apply(1, Optional.of("new"), 11);
              apply(2, Optional.empty(), 12);
              apply(9, Optional.of("nine"), 13);
            });

    TableVerification customer =
        verifier(Optional.of(live), CUSTOMER, VISIT)
            .verifyAll(VerificationProgress.none())
            .tables()
            .get(0);

    assertThat(customer.rechecked()).isEqualTo(4);
    assertThat(customer.verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(customer.details())
        .containsExactly(
            new Mismatch(
                Mismatch.Kind.DIFFERS,
                List.of("4"),
                List.of(new ColumnDifference("name", "name 4", "broken"))));
  }

  @Test
  void aWatermarkThatDoesNotMoveIsIncomplete() {
    source.execute("UPDATE customer SET name = 'new' WHERE id = 1");

    VerificationReport report =
        verifier(Optional.of(ChangesOnTheirWay.stuck()), CUSTOMER)
            .verifyAll(VerificationProgress.none());

    assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
    assertThat(report.reason())
        .isEqualTo(
            "public.customer: 1 differing rows could not be judged: changes up to 16.848 were not"
                + " applied within 1 s");
  }

  @Test
  void insideTheFenceOnlyWhatChangedIsComparedAgain() {
    Instant since = verifyAll(CUSTOMER).since();
    source.execute(
        "UPDATE customer SET name = 'new' WHERE id = 1; DELETE FROM customer WHERE id = 2;"
            + "UPDATE customer SET name = 'lost' WHERE id = 3;"
            + "INSERT INTO crossover.sentinel VALUES (1, 'token', '2024-01-01')");
    apply(1, Optional.of("new"), 11);
    apply(2, Optional.empty(), 12);
    onTarget(
        "INSERT INTO crossover_sentinel (id, token, written_at)"
            + " VALUES (1, 'token', '2024-01-01T00:00:00Z')");
    shadow("crossover_sentinel", 1, false, 14);
    Verifier verifier =
        verifier(Optional.empty(), SentinelTable.of(PostgresqlSentinel.table()), CUSTOMER, VISIT);

    ChangedKeys changed = verifier.changedSince(since);
    VerificationReport report = verifier.verifyChanged(since, VerificationProgress.none());

    assertThat(changed.total()).isEqualTo(3);
    assertThat(changed.perTable())
        .containsEntry("public.customer", 2L)
        .containsEntry("public.visit", 0L)
        .containsEntry("crossover.sentinel", 1L);
    assertThat(changed.keysPerSecond()).isPositive();
    assertThat(changed.predictedSeconds()).isPositive();
    assertThat(report.reason()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.PASS);
    assertThat(report.scope()).isEqualTo(VerificationReport.Scope.CHANGED);
    assertThat(report.compared()).isEqualTo(3);

    // A change that left a shadow row but not its value.
    shadow("customer", 3, false, 15);
    VerificationReport stale = verifier.verifyChanged(since, VerificationProgress.none());
    assertThat(stale.verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(stale.tables().get(1).details())
        .containsExactly(
            new Mismatch(
                Mismatch.Kind.DIFFERS,
                List.of("3"),
                List.of(new ColumnDifference("name", "lost", "name 3"))));
  }

  @Test
  void nothingChangedAndNoSentinelIsNoPass() {
    Instant since = verifyAll(CUSTOMER).since();

    VerificationReport report =
        verifier(Optional.empty(), CUSTOMER).verifyChanged(since, VerificationProgress.none());

    assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
  }

  @Test
  void partitionsAreReadWithTheirTableAndHeirsAreNot() {
    source.execute(
        "DROP TABLE IF EXISTS reading, parent, heir;"
            + "CREATE TABLE reading (id bigint PRIMARY KEY, note text) PARTITION BY RANGE (id);"
            + "CREATE TABLE reading_low PARTITION OF reading FOR VALUES FROM (0) TO (3);"
            + "CREATE TABLE reading_high PARTITION OF reading FOR VALUES FROM (3) TO (10);"
            + "INSERT INTO reading SELECT i, 'n' FROM generate_series(1, 5) i;"
            + "CREATE TABLE parent (id bigint PRIMARY KEY);"
            + "CREATE TABLE heir (PRIMARY KEY (id)) INHERITS (parent);"
            + "INSERT INTO parent VALUES (1); INSERT INTO heir VALUES (2)");
    try (SpannerDatabase own =
        TestSpanner.create(
            List.of(
                "CREATE TABLE reading (id INT64, note STRING(MAX)) PRIMARY KEY (id)",
                "CREATE TABLE parent (id INT64) PRIMARY KEY (id)"))) {
      Changes.execute(
          own,
          "INSERT INTO reading (id, note) SELECT i, 'n' FROM UNNEST(GENERATE_ARRAY(1, 5)) AS i");
      Changes.execute(own, "INSERT INTO parent (id) VALUES (1)");

      VerificationReport report =
          new Verifier(
                  new PostgresqlComparedSource(source.database()),
                  new SpannerComparedTarget(own.client(), "shadow_"),
                  new TargetSchema(
                      List.of(
                          TableOf.columns(
                              "reading", List.of("id"), "id int8 INT64", "note text STRING"),
                          TableOf.columns("parent", List.of("id"), "id int8 INT64"))),
                  VerificationOptions.defaults(),
                  Optional.empty(),
                  Clock.systemUTC())
              .verifyAll(VerificationProgress.none());

      assertThat(report.verdict()).isEqualTo(Verdict.PASS);
      assertThat(report.compared()).isEqualTo(6);
    }
  }
}
