package dev.crossover.sources.postgresql.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.verify.ChangesOnTheirWay;
import dev.crossover.engine.verify.LiveChanges;
import dev.crossover.engine.verify.Mismatch;
import dev.crossover.engine.verify.TableVerification;
import dev.crossover.engine.verify.Verdict;
import dev.crossover.engine.verify.VerificationOptions;
import dev.crossover.engine.verify.VerificationProgress;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.engine.verify.Verifier;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.apply.ShadowTable;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.schema.SpannerType;
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

/**
 * A row that one side lacks must be found whatever its key is: by comparing all rows, by judging
 * them again while writes flow, and by comparing the keys that live apply has touched.
 */
class KeyMutantsIT {
  private static final TargetSchema SCHEMA =
      new TargetSchema(KeyKind.ALL.stream().map(KeyMutantsIT::table).toList());

  private static TestSource source;
  private static SpannerDatabase target;

  private static TargetTable table(KeyKind kind) {
    return TableOf.columns(kind.name(), List.of("k", "n"), kind.columns());
  }

  @BeforeAll
  static void create() {
    StringBuilder sql = new StringBuilder("CREATE TYPE mood AS ENUM ('sad', 'zen', 'ok');");
    List<String> ddl = new ArrayList<>(ShadowTable.ddl(SCHEMA, "shadow_"));
    for (KeyKind kind : KeyKind.ALL) {
      sql.append(
          "CREATE TABLE %s (k %s, n int4, v int4, PRIMARY KEY (k, n));"
              .formatted(kind.name(), kind.sourceType()));
      String type = SpannerType.of(TableOf.column("x text " + kind.targetType()).type()).ddl();
      ddl.add(
          "CREATE TABLE %s (k %s, n INT64, v INT64) PRIMARY KEY (k, n)"
              .formatted(kind.name(), type));
    }
    source = TestSource.create(sql.toString());
    target = TestSpanner.create(ddl);
  }

  @BeforeEach
  void refill() {
    for (KeyKind kind : KeyKind.ALL) {
      source.execute(
          "TRUNCATE %1$s; INSERT INTO %1$s VALUES %2$s"
              .formatted(kind.name(), String.join(", ", rows(kind, 0))));
      Changes.execute(target, "DELETE FROM " + kind.name() + " WHERE TRUE");
      Changes.execute(
          target,
          "INSERT INTO %s (k, n, v) VALUES %s"
              .formatted(kind.name(), String.join(", ", rows(kind, 1))));
      // Live apply has touched every key.
      Changes.execute(
          target,
          "INSERT OR UPDATE INTO shadow_%s (k, n, commit_major, commit_minor, major, minor,"
                  .formatted(kind.name())
              + " event_index, file, deleted, applied_at) VALUES "
              + String.join(", ", marks(kind)));
    }
  }

  private static List<String> marks(KeyKind kind) {
    List<String> marks = new ArrayList<>();
    for (int i = 1; i < kind.values().size(); i += 2) {
      for (int n = 0; n <= 1; n++) {
        marks.add(
            "(%s, %d, 1, 0, 1, 0, 0, 'f', FALSE, PENDING_COMMIT_TIMESTAMP())"
                .formatted(kind.values().get(i), n));
      }
    }
    return marks;
  }

  /** Two rows for each value: n = 0, which is lost on one side, and n = 1, which stays. */
  private static List<String> rows(KeyKind kind, int side) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < kind.values().size(); i += 2) {
      rows.add("(%s, 0, %d)".formatted(kind.values().get(i + side), i));
      rows.add("(%s, 1, %d)".formatted(kind.values().get(i + side), i));
    }
    return rows;
  }

  @AfterAll
  static void close() {
    source.close();
    target.close();
  }

  private static Verifier verifier(Optional<LiveChanges> live, int chunkRows) {
    return new Verifier(
        new PostgresqlComparedSource(source.database()),
        new SpannerComparedTarget(target.client(), "shadow_"),
        SCHEMA,
        new VerificationOptions(chunkRows, 1, Duration.ofSeconds(1), 100, true),
        live,
        Clock.systemUTC());
  }

  private static VerificationReport verifyAll(Optional<LiveChanges> live, int chunkRows) {
    return verifier(live, chunkRows).verifyAll(VerificationProgress.none());
  }

  private static List<VerificationReport> everyWay() {
    return List.of(
        verifyAll(Optional.empty(), 1),
        verifyAll(Optional.of(ChangesOnTheirWay.none()), 3),
        verifier(Optional.empty(), 100).verifyChanged(Instant.EPOCH, VerificationProgress.none()));
  }

  @Test
  void whereNothingIsLostEveryWayOfLookingPasses() {
    for (VerificationReport report : everyWay()) {
      assertThat(report.reason()).isEmpty();
      assertThat(report.verdict()).isEqualTo(Verdict.PASS);
    }
  }

  @Test
  void aRowThatWasLostOnTheTargetIsMissingThere() {
    KeyKind.ALL.forEach(
        kind -> Changes.execute(target, "DELETE FROM " + kind.name() + " WHERE n = 0"));

    everyWay().forEach(report -> assertEveryKey(report, Mismatch.Kind.MISSING_ON_TARGET));
  }

  @Test
  void aRowThatWasNotDeletedOnTheTargetIsExtraThere() {
    KeyKind.ALL.forEach(kind -> source.execute("DELETE FROM " + kind.name() + " WHERE n = 0"));

    everyWay().forEach(report -> assertEveryKey(report, Mismatch.Kind.EXTRA_ON_TARGET));
  }

  private static void assertEveryKey(VerificationReport report, Mismatch.Kind kind) {
    assertThat(report.verdict()).isEqualTo(Verdict.MISMATCH);
    for (int i = 0; i < KeyKind.ALL.size(); i++) {
      TableVerification table = report.tables().get(i);
      assertThat(table.details()).as(table.name()).hasSize(KeyKind.ALL.get(i).count());
      assertThat(table.details())
          .as(table.name())
          .allMatch(found -> found.kind() == kind && found.key().get(1).equals("0"));
    }
  }
}
