package dev.crossover.sources.postgresql.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.verify.ColumnDifference;
import dev.crossover.engine.verify.Mismatch;
import dev.crossover.engine.verify.TableVerification;
import dev.crossover.engine.verify.Verdict;
import dev.crossover.engine.verify.VerificationOptions;
import dev.crossover.engine.verify.VerificationProgress;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.engine.verify.Verifier;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.verify.SpannerComparedTarget;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which a copy is known to go wrong must be a mismatch that names its place. */
class MutantsIT {
  private static final int ROWS = 25;

  private static final TargetSchema SCHEMA =
      new TargetSchema(
          List.of(
              TableOf.columns(
                  "item",
                  List.of("id"),
                  "id int8 INT64",
                  "name text STRING",
                  "note text STRING",
                  "price numeric NUMERIC",
                  "weight float8 FLOAT64",
                  "size int8 INT64",
                  "made timestamptz TIMESTAMP",
                  "flag bool BOOL"),
              TableOf.interleaved(
                  "line",
                  List.of("item_id", "id"),
                  List.of("id"),
                  "id int8 INT64",
                  "item_id int8 INT64")));

  private static TestSource source;
  private static SpannerDatabase target;

  @BeforeAll
  static void fillTheSource() {
    source =
        TestSource.create(
            "CREATE TABLE item (id bigint PRIMARY KEY, name text, note text, price numeric,"
                + " weight float8, size bigint, made timestamptz, flag bool);"
                + "INSERT INTO item SELECT i * 10, 'Name ' || i, CASE WHEN i % 5 = 0 THEN '' END,"
                + " i + 0.25, i / 10.0::float8, i, '2024-01-01'::timestamptz + i * interval '1 s',"
                + " i % 2 = 0 FROM generate_series(1, 25) i;"
                + "CREATE TABLE line (id bigint PRIMARY KEY, item_id bigint);"
                + "INSERT INTO line SELECT i, (26 - i) * 10 FROM generate_series(1, 25) i");
    target =
        TestSpanner.create(
            List.of(
                "CREATE TABLE item (id INT64, name STRING(MAX), note STRING(MAX), price NUMERIC,"
                    + " weight FLOAT64, size INT64, made TIMESTAMP, flag BOOL) PRIMARY KEY (id)",
                "CREATE TABLE line (id INT64, item_id INT64) PRIMARY KEY (item_id, id)"));
  }

  @AfterAll
  static void close() {
    source.close();
    target.close();
  }

  @BeforeEach
  void fillTheTarget() {
    target
        .client()
        .write(
            List.of(Mutation.delete("item", KeySet.all()), Mutation.delete("line", KeySet.all())));
    // GoogleSQL's own arithmetic, not a copy of the source's rows.
    Changes.execute(
        target,
        "INSERT INTO item (id, name, note, price, weight, size, made, flag) SELECT i * 10,"
            + " CONCAT('Name ', CAST(i AS STRING)), IF(MOD(i, 5) = 0, '', NULL),"
            + " CAST(i AS NUMERIC) + NUMERIC '0.25', i / 10, i,"
            + " TIMESTAMP_ADD(TIMESTAMP '2024-01-01T00:00:00Z', INTERVAL i SECOND), MOD(i, 2) = 0"
            + " FROM UNNEST(GENERATE_ARRAY(1, 25)) AS i");
    Changes.execute(
        target,
        "INSERT INTO line (id, item_id) SELECT i, (26 - i) * 10"
            + " FROM UNNEST(GENERATE_ARRAY(1, 25)) AS i");
  }

  private static VerificationReport verify() {
    return verify(7);
  }

  private static VerificationReport verify(int chunkRows) {
    VerificationOptions options =
        new VerificationOptions(chunkRows, 1, Duration.ofSeconds(1), 100, false);
    return new Verifier(
            new PostgresqlComparedSource(source.database()),
            new SpannerComparedTarget(target.client(), "crossover_shadow_"),
            SCHEMA,
            options,
            Optional.empty(),
            Clock.systemUTC())
        .verifyAll(VerificationProgress.none());
  }

  @Test
  void anEqualCopyPassesWhateverTheChunksAre() {
    for (int chunkRows : new int[] {1, 2, 24, 25, 26}) {
      VerificationReport report = verify(chunkRows);
      assertThat(report.reason()).isEmpty();
      assertThat(report.verdict()).isEqualTo(Verdict.PASS);
      assertThat(report.compared()).isEqualTo(2 * ROWS);
      assertThat(report.tables()).allMatch(table -> table.sourceRows() == ROWS);
      assertThat(report.tables()).allMatch(table -> table.targetRows() == ROWS);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "trailing space      | UPDATE item SET name = 'Name 3 ' WHERE id = 30 | 30:name",
        "case flip           | UPDATE item SET name = 'name 3' WHERE id = 30 | 30:name",
        "NULL for empty      | UPDATE item SET note = NULL WHERE id = 50 | 50:note",
        "empty for NULL      | UPDATE item SET note = '' WHERE id = 10 | 10:note",
        "one ulp up          | UPDATE item SET weight = 0.30000000000000004 WHERE id = 30 |"
            + " 30:weight",
        "one ulp down        | UPDATE item SET weight = 0.6999999999999999 WHERE id = 70 |"
            + " 70:weight",
        "last decimal        | UPDATE item SET price = NUMERIC '3.250000001' WHERE id = 30 |"
            + " 30:price",
        "zone shift          | UPDATE item SET made = TIMESTAMP_ADD(made, INTERVAL 1 HOUR) WHERE id"
            + " = 30 | 30:made",
        "lost microsecond    | UPDATE item SET made = TIMESTAMP_ADD(made, INTERVAL 1 MICROSECOND)"
            + " WHERE id = 30 | 30:made",
        "unsigned wrap       | UPDATE item SET size = -size WHERE id = 30 | 30:size",
        "stale row           | UPDATE item SET price = NUMERIC '1', flag = TRUE WHERE id = 30 |"
            + " 30:price,flag",
        "swapped values      | UPDATE item SET size = 7 - size WHERE id IN (30, 40) | 30:size"
            + " 40:size",
        "rotated column      | UPDATE item SET size = MOD(size, 25) + 1 WHERE TRUE | *:size",
        "two columns swapped | UPDATE item SET name = note, note = name WHERE id = 30 |"
            + " 30:name,note",
        "dropped row         | DELETE FROM item WHERE id = 30 | 30:MISSING_ON_TARGET",
        "lost first row      | DELETE FROM item WHERE id = 10 | 10:MISSING_ON_TARGET",
        "lost last chunk     | DELETE FROM item WHERE id > 230 | 240:MISSING_ON_TARGET"
            + " 250:MISSING_ON_TARGET",
        "row between         | INSERT INTO item (id) VALUES (35) | 35:EXTRA_ON_TARGET",
        "row before first    | INSERT INTO item (id) VALUES (-1) | -1:EXTRA_ON_TARGET",
        "row after last      | INSERT INTO item (id) VALUES (9223372036854775807) |"
            + " 9223372036854775807:EXTRA_ON_TARGET",
      })
  void namesTheKeyAndTheColumnsOf(String mutant, String dml, String expected) {
    Changes.execute(target, dml);

    TableVerification item = verify().tables().get(0);

    assertThat(item.verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(item.details().stream().map(MutantsIT::told))
        .containsExactlyElementsOf(
            expected.startsWith("*")
                ? IntStream.rangeClosed(1, ROWS).mapToObj(i -> i * 10 + ":size").toList()
                : Arrays.asList(expected.split(" ")));
    assertThat(item.mismatches()).isEqualTo(item.details().size());
  }

  @Test
  void seesWhatIsBelowAMicrosecond() {
    // The emulator's SQL drops nanoseconds; a mutation keeps them.
    target
        .client()
        .write(
            List.of(
                Mutation.newUpdateBuilder("item")
                    .set("id")
                    .to(30)
                    .set("made")
                    .to(Timestamp.parseTimestamp("2024-01-01T00:00:03.000000001Z"))
                    .build()));

    assertThat(verify().tables().get(0).details().stream().map(MutantsIT::told))
        .containsExactly("30:made");
  }

  private static String told(Mismatch mismatch) {
    String key = mismatch.key().get(0);
    return mismatch.kind() == Mismatch.Kind.DIFFERS
        ? key
            + ":"
            + String.join(",", mismatch.columns().stream().map(ColumnDifference::column).toList())
        : key + ":" + mismatch.kind();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "duplicated under another parent | INSERT INTO line (id, item_id) VALUES (3, 11) | 3",
        "moved to another parent         | UPDATE line SET item_id = 11 WHERE id = 3 | 3",
        "before the first                | INSERT INTO line (id, item_id) VALUES (0, 11) | 0",
        "without a key                   | INSERT INTO line (id, item_id) VALUES (NULL, 11) | NULL",
      })
  void findsTheRowOfAnInterleavedTable(String mutant, String dml, String key) {
    boolean update = dml.startsWith("UPDATE");
    if (update) {
      // The target's key cannot be updated: the row is written anew.
      Changes.execute(target, "DELETE FROM line WHERE id = 3");
      Changes.execute(target, "INSERT INTO line (id, item_id) VALUES (3, 11)");
    } else {
      Changes.execute(target, dml);
    }

    TableVerification line = verify().tables().get(1);

    assertThat(line.verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(line.details()).isNotEmpty();
    assertThat(line.details()).allMatch(mismatch -> mismatch.key().equals(List.of(key)));
  }

  @Test
  void countsWhatItDoesNotList() {
    Changes.execute(target, "DELETE FROM item WHERE TRUE");

    VerificationOptions options = new VerificationOptions(10, 1, Duration.ofSeconds(1), 3, false);
    TableVerification item =
        new Verifier(
                new PostgresqlComparedSource(source.database()),
                new SpannerComparedTarget(target.client(), "crossover_shadow_"),
                SCHEMA,
                options,
                Optional.empty(),
                Clock.systemUTC())
            .verifyAll(VerificationProgress.none())
            .tables()
            .get(0);

    assertThat(item.mismatches()).isEqualTo(ROWS);
    assertThat(item.details()).hasSize(3);
    assertThat(item.sourceRows()).isEqualTo(ROWS);
    assertThat(item.targetRows()).isZero();
    assertThat(item.reason()).isEqualTo("25 rows differ");
  }

  @Test
  void showsNoValuesUnlessAsked() {
    Changes.execute(target, "UPDATE item SET name = 'secret' WHERE id = 30");

    VerificationReport report = verify();

    assertThat(report.toJson()).doesNotContain("secret").doesNotContain("Name 3");
    assertThat(VerificationReport.parse(report.toJson())).isEqualTo(report);
  }

  @Test
  void showsValuesWhenAsked() {
    Changes.execute(target, "UPDATE item SET name = 'secret' WHERE id = 30");

    VerificationOptions options = new VerificationOptions(10, 1, Duration.ofSeconds(1), 3, true);
    VerificationReport report =
        new Verifier(
                new PostgresqlComparedSource(source.database()),
                new SpannerComparedTarget(target.client(), "crossover_shadow_"),
                SCHEMA,
                options,
                Optional.empty(),
                Clock.systemUTC())
            .verifyAll(VerificationProgress.none());

    assertThat(report.tables().get(0).details())
        .containsExactly(
            new Mismatch(
                Mismatch.Kind.DIFFERS,
                List.of("30"),
                List.of(new ColumnDifference("name", "Name 3", "secret"))));
  }
}
