package dev.crossover.sources.postgresql.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.verify.Verdict;
import dev.crossover.engine.verify.VerificationOptions;
import dev.crossover.engine.verify.VerificationProgress;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.engine.verify.Verifier;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.KeyPart;
import dev.crossover.engine.verify.sides.ComparedSource;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.RowCursor;
import dev.crossover.engine.verify.sides.SourceRowReader;
import dev.crossover.engine.verify.sides.TargetRowReader;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.schema.SpannerType;
import dev.crossover.targets.spanner.verify.SpannerComparedTarget;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Both sides must meet in one order for every type that can be a key, in chunks of any size. */
class KeysIT {
  @Test
  void everyTypeOfKeyMeetsInOneOrderAndFindsItsRowAgain() {
    StringBuilder sourceSql = new StringBuilder("CREATE TYPE mood AS ENUM ('sad', 'zen', 'ok');");
    List<String> ddl = new ArrayList<>();
    List<String> inserts = new ArrayList<>();
    List<TargetTable> tables = new ArrayList<>();
    for (KeyKind kind : KeyKind.ALL) {
      String name = kind.name();
      // A composite key, so that every type is also a first column with equals.
      sourceSql.append(
          "CREATE TABLE %s (k %s, n int4, v int4, PRIMARY KEY (k, n));"
              .formatted(name, kind.sourceType()));
      String targetType =
          SpannerType.of(TableOf.column("x text " + kind.targetType()).type()).ddl();
      ddl.add(
          "CREATE TABLE %s (k %s, n INT64, v INT64) PRIMARY KEY (k, n)"
              .formatted(name, targetType));
      List<String> sourceRows = new ArrayList<>();
      List<String> targetRows = new ArrayList<>();
      for (int i = 0; i < kind.values().size(); i += 2) {
        for (int n = -1; n <= 1; n++) {
          sourceRows.add("(%s, %d, %d)".formatted(kind.values().get(i), n, i));
          targetRows.add("(%s, %d, %d)".formatted(kind.values().get(i + 1), n, i));
        }
      }
      sourceSql.append("INSERT INTO %s VALUES %s;".formatted(name, String.join(", ", sourceRows)));
      inserts.add(
          "INSERT INTO %s (k, n, v) VALUES %s".formatted(name, String.join(", ", targetRows)));
      tables.add(TableOf.columns(name, List.of("k", "n"), kind.columns()));
      tables.add(interleaved(kind));
      ddl.add(
          "CREATE TABLE %s_i (k %s, n INT64, v INT64) PRIMARY KEY (v, k, n)"
              .formatted(name, targetType));
      inserts.add(
          "INSERT INTO %s_i (k, n, v) VALUES %s".formatted(name, String.join(", ", targetRows)));
    }
    try (TestSource source = TestSource.create(sourceSql.toString());
        SpannerDatabase target = TestSpanner.create(ddl)) {
      inserts.forEach(insert -> Changes.execute(target, insert));
      for (int chunkRows : new int[] {1, 2, 1000}) {
        VerificationReport report = verify(source, target, new TargetSchema(tables), chunkRows);
        assertThat(report.reason()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
      }
      tables.forEach(table -> assertRowsAreFoundByKey(source, target, table));
    }
  }

  /** The same source table under another target table, whose key starts with another column. */
  private static TargetTable interleaved(KeyKind kind) {
    TargetTable own =
        TableOf.interleaved(kind.name(), List.of("v", "k", "n"), List.of("k", "n"), kind.columns());
    return new TargetTable(
        own.source(),
        own.name() + "_i",
        own.columns(),
        own.primaryKey(),
        own.sourceKey(),
        own.foreignKeys(),
        own.interleavedIn(),
        own.level(),
        own.cellsPerRow());
  }

  private static VerificationReport verify(
      TestSource source, SpannerDatabase target, TargetSchema schema, int chunkRows) {
    return new Verifier(
            new PostgresqlComparedSource(source.database()),
            new SpannerComparedTarget(target.client(), "shadow_"),
            schema,
            new VerificationOptions(chunkRows, 1, Duration.ofSeconds(1), 100, true),
            Optional.empty(),
            Clock.systemUTC())
        .verifyAll(VerificationProgress.none());
  }

  private static Set<ComparedKey> found(RowCursor rows) {
    Set<ComparedKey> keys = new TreeSet<>();
    try (rows) {
      rows.forEachRemaining(row -> keys.add(row.key()));
    }
    return keys;
  }

  private static void assertRowsAreFoundByKey(
      TestSource source, SpannerDatabase target, TargetTable table) {
    ComparedSource from = new PostgresqlComparedSource(source.database());
    ComparedTable compared = ComparedTable.of(table, from);
    SourceRowReader sourceRows = from.open(compared);
    TargetRowReader targetRows =
        new SpannerComparedTarget(target.client(), "shadow_").open(compared);
    TreeSet<ComparedKey> keys = new TreeSet<>();
    try (SourceRowReader.Snapshot snapshot = sourceRows.snapshot();
        RowCursor rows = snapshot.rows(Optional.empty(), Optional.empty())) {
      rows.forEachRemaining(row -> keys.add(row.key()));
    }
    TreeSet<ComparedKey> targetKeys = new TreeSet<>();
    try (RowCursor rows = targetRows.rows(Optional.empty(), Optional.empty())) {
      rows.forEachRemaining(row -> targetKeys.add(row.key()));
    }
    assertThat(found(sourceRows.byKeys(keys))).as(table.name()).isEqualTo(keys);
    assertThat(found(sourceRows.byKeys(targetKeys))).as(table.name()).isEqualTo(keys);
    assertThat(found(targetRows.byKeys(keys))).as(table.name()).isEqualTo(keys);
  }

  @Test
  void aKeyThatTheTargetCannotHoldIsMissingThereAndNothingElse() {
    try (TestSource source =
            TestSource.create(
                "CREATE TABLE d (k date PRIMARY KEY);"
                    + "INSERT INTO d VALUES ('-infinity'), ('0044-03-15 BC'), ('2024-01-01'),"
                    + " ('2024-01-02'), ('infinity');"
                    + "CREATE TABLE m (k numeric PRIMARY KEY);"
                    + "INSERT INTO m VALUES (1), (1.0000000001), (2), ('NaN')");
        SpannerDatabase target =
            TestSpanner.create(
                List.of(
                    "CREATE TABLE d (k DATE) PRIMARY KEY (k)",
                    "CREATE TABLE m (k NUMERIC) PRIMARY KEY (k)"))) {
      Changes.execute(target, "INSERT INTO d (k) VALUES ('2024-01-01'), ('2024-01-02')");
      Changes.execute(target, "INSERT INTO m (k) VALUES (NUMERIC '1'), (NUMERIC '2')");
      TargetSchema schema =
          new TargetSchema(
              List.of(
                  TableOf.columns("d", List.of("k"), "k date DATE"),
                  TableOf.columns("m", List.of("k"), "k numeric NUMERIC")));

      for (int chunkRows : new int[] {1, 2, 3, 100}) {
        VerificationReport report = verify(source, target, schema, chunkRows);

        assertThat(report.tables().get(0).details())
            .extracting(mismatch -> mismatch.kind() + " " + mismatch.key().get(0))
            .containsExactly(
                "MISSING_ON_TARGET -infinity",
                "MISSING_ON_TARGET 0044-03-15 BC",
                "MISSING_ON_TARGET infinity");
        assertThat(report.tables().get(1).details())
            .extracting(mismatch -> mismatch.kind() + " " + mismatch.key().get(0))
            .containsExactly("MISSING_ON_TARGET 1.0000000001", "MISSING_ON_TARGET NaN");
      }
    }
  }

  @Test
  void keysOfTheTargetThatTheSourceCannotHoldAreNotLookedUpThere() {
    try (TestSource source =
        TestSource.create(
            "CREATE TYPE mood AS ENUM ('sad');"
                + "CREATE TABLE a (u uuid, i int2, e mood, t text, PRIMARY KEY (u, i, e, t));"
                + "INSERT INTO a VALUES"
                + " ('0a000000-0000-4000-8000-000000000000', 1, 'sad', 'x')")) {
      List<TargetColumn> columns =
          List.of(
              TableOf.column("u uuid STRING"),
              TableOf.column("i int2 INT64"),
              TableOf.column("e mood STRING"),
              TableOf.column("t text STRING"));
      TargetTable table =
          TableOf.columns(
              "a",
              List.of("u", "i", "e", "t"),
              columns.stream()
                  .map(
                      c ->
                          c.name()
                              + " "
                              + c.sourceType().name()
                              + " "
                              + SpannerType.of(c.type()).code())
                  .toArray(String[]::new));
      ComparedSource from = new PostgresqlComparedSource(source.database());
      SourceRowReader rows = from.open(ComparedTable.of(table, from));
      String uuid = "0a000000-0000-4000-8000-000000000000";

      assertThat(found(rows.byKeys(List.of(key(uuid, 1, "sad", "x"))))).hasSize(1);
      assertThat(found(rows.byKeys(List.of(key("no uuid", 1, "sad", "x"))))).isEmpty();
      assertThat(found(rows.byKeys(List.of(key(uuid, 99_999_999_999L, "sad", "x"))))).isEmpty();
      assertThat(found(rows.byKeys(List.of(key(uuid, 1, "happy", "x"))))).isEmpty();
      assertThat(found(rows.byKeys(List.of(key(uuid, 1, "sad", "x\0"))))).isEmpty();
    }
  }

  @Test
  void textKeysOfAnotherEncodingAreOrderedAsTheTargetOrdersThem() {
    try (TestSource server = TestSource.create("SELECT 1")) {
      String name = server.name() + "_win";
      server.execute(
          "CREATE DATABASE " + name + " ENCODING 'WIN1252' LOCALE 'C' TEMPLATE template0");
      try (PostgresqlDatabase source =
              PostgresqlDatabase.open(
                  "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + name,
                  "postgres",
                  "postgres",
                  2);
          SpannerDatabase target =
              TestSpanner.create(List.of("CREATE TABLE w (k STRING(MAX)) PRIMARY KEY (k)"))) {
        // In WIN1252 the s with a caron is 8A and stands before the e with an acute, E9.
        execute(source, "CREATE TABLE w (k text PRIMARY KEY)");
        execute(source, "INSERT INTO w VALUES ('\u0160'), ('\u00e9'), ('z')");
        Changes.execute(target, "INSERT INTO w (k) VALUES ('\u0160'), ('\u00e9'), ('z')");

        VerificationReport report =
            new Verifier(
                    new PostgresqlComparedSource(source),
                    new SpannerComparedTarget(target.client(), "shadow_"),
                    new TargetSchema(List.of(TableOf.columns("w", List.of("k"), "k text STRING"))),
                    new VerificationOptions(1, 1, Duration.ofSeconds(1), 100, true),
                    Optional.empty(),
                    Clock.systemUTC())
                .verifyAll(VerificationProgress.none());

        assertThat(report.reason()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.compared()).isEqualTo(3);
      }
    }
  }

  private static void execute(PostgresqlDatabase source, String sql) {
    try (Connection connection = source.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ComparedKey key(String uuid, long number, String mood, String text) {
    return new ComparedKey(
        List.of(
            KeyPart.of(uuid),
            KeyPart.of(BigDecimal.valueOf(number)),
            KeyPart.of(mood),
            KeyPart.of(text)));
  }
}
