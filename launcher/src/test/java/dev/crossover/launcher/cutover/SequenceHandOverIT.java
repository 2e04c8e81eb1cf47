package dev.crossover.launcher.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.journal.FakeJournal;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Owner;
import dev.crossover.engine.schema.SequencePlan;
import dev.crossover.engine.schema.SourceSequence;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.time.Timing;
import dev.crossover.engine.types.TestTypes;
import dev.crossover.sources.postgresql.PostgresqlSequences;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.targets.spanner.SpannerSequences;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.ddl.SequenceDdl;
import dev.crossover.targets.spanner.schema.SpannerType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sequences from PostgreSQL to the Spanner emulator. */
class SequenceHandOverIT {
  private static final Lease LEASE =
      Lease.acquire(
          new FakeJournal(Clock.systemUTC()),
          Owner.thisProcess("here"),
          Timing.real(),
          owner -> false);

  private static final TableName SALE_IDS = new TableName("public", "sale_id_seq");
  private static final TableName EMPTY_IDS = new TableName("public", "empty_id_seq");

  private static final List<SequencePlan> PLANS =
      List.of(plan(SALE_IDS, "sale"), plan(EMPTY_IDS, "empty"));

  private static SequencePlan plan(TableName sequence, String table) {
    SourceSequence.Feed feed = new SourceSequence.Feed(new TableName("public", table), "id");
    return new SequencePlan(
        new SourceSequence(sequence, 1, 1, Long.MAX_VALUE, Optional.empty(), List.of(feed)),
        sequence.name(),
        List.of(new SequencePlan.Feed(table, "id", feed)));
  }

  private static TargetTable table(String name) {
    return new TargetTable(
        new TableName("public", name),
        name,
        List.of(column("id", SpannerType.Code.INT64), column("note", SpannerType.Code.STRING)),
        List.of("id"),
        List.of("id"),
        List.of(),
        Optional.empty(),
        0,
        2);
  }

  private static TargetColumn column(String name, SpannerType.Code code) {
    return new TargetColumn(
        name, TestTypes.named("int8"), name, SpannerType.of(code).portable(), true, false);
  }

  @Test
  void beginsBehindEverythingInUseAndProvesItWithoutLeavingARow() {
    try (TestSource source =
            TestSource.create(
                "CREATE TABLE sale (id serial PRIMARY KEY, note text);"
                    + " CREATE TABLE empty (id serial PRIMARY KEY, note text);"
                    + " SELECT setval('sale_id_seq', 50)");
        SpannerDatabase target =
            TestSpanner.create(
                List.of(
                    SequenceDdl.create(PLANS.get(0)),
                    SequenceDdl.create(PLANS.get(1)),
                    "CREATE TABLE sale (id INT64 NOT NULL DEFAULT (%s), note STRING(MAX) NOT NULL)"
                            .formatted(SequenceDdl.next(PLANS.get(0)))
                        + " PRIMARY KEY (id)",
                    "CREATE TABLE item (id INT64 NOT NULL, part INT64 NOT NULL)"
                        + " PRIMARY KEY (id, part), INTERLEAVE IN PARENT sale",
                    "CREATE TABLE empty (id INT64 NOT NULL DEFAULT (%s), note STRING(MAX) NOT NULL)"
                            .formatted(SequenceDdl.next(PLANS.get(1)))
                        + " PRIMARY KEY (id)"))) {
      target
          .client()
          .write(
              List.of(
                  Mutation.newInsertBuilder("sale").set("id").to(70).set("note").to("x").build()));
      SequenceHandOver handOver =
          new SequenceHandOver(
              new PostgresqlSequences(source.database()),
              new SpannerSequences(target),
              PLANS,
              1000);
      SequenceProof proof =
          new SequenceProof(
              new SpannerSequences(target),
              new TargetSchema(List.of(table("empty"), table("sale"))),
              PLANS);
      handOver.run(LEASE);
      handOver.run(LEASE);

      assertThat(proof.run(LEASE))
          .isEqualTo("1 columns proved by an insert, 1 by drawing a number");
      assertThat(number(target, "SELECT COUNT(*) FROM sale")).isEqualTo(1);
      assertThat(
              number(
                  target,
                  "SELECT CAST(OPTION_VALUE AS INT64) FROM INFORMATION_SCHEMA.SEQUENCE_OPTIONS"
                      + " WHERE NAME = 'sale_id_seq' AND OPTION_NAME = 'skip_range_max'"))
          .isEqualTo(1070);
    }
  }

  @Test
  void findsSequencesThatAreMissing() {
    try (SpannerDatabase target =
        TestSpanner.create(
            List.of(
                "CREATE TABLE sale (id INT64 NOT NULL, note STRING(MAX)) PRIMARY KEY (id)",
                "CREATE TABLE empty (id INT64 NOT NULL, note STRING(MAX)) PRIMARY KEY (id)"))) {
      SequenceProof proof =
          new SequenceProof(
              new SpannerSequences(target),
              new TargetSchema(List.of(table("empty"), table("sale"))),
              PLANS);

      assertThatThrownBy(() -> proof.run(LEASE))
          .isInstanceOf(TargetException.class)
          .hasMessageContaining("cannot draw from the sequence sale_id_seq");
    }
  }

  @Test
  void refusesASequenceThatWouldHaveNoNumberLeft() {
    try (TestSource source =
            TestSource.create(
                "CREATE TABLE sale (id bigserial PRIMARY KEY); CREATE TABLE empty (id bigserial)");
        SpannerDatabase target =
            TestSpanner.create(
                List.of(
                    "CREATE TABLE sale (id INT64 NOT NULL) PRIMARY KEY (id)",
                    "CREATE TABLE empty (id INT64 NOT NULL) PRIMARY KEY (id)"))) {
      SequenceHandOver handOver =
          new SequenceHandOver(
              new PostgresqlSequences(source.database()),
              new SpannerSequences(target),
              PLANS,
              1000);
      assertThat(handOver.refusals()).isEmpty();
      target
          .client()
          .write(List.of(Mutation.newInsertBuilder("sale").set("id").to(Long.MAX_VALUE).build()));

      assertThat(handOver.refusals())
          .containsExactly(
              "the sequence public.sale_id_seq would have to go on behind 9223372036854775807, and"
                  + " no number is left there");
      assertThatThrownBy(() -> handOver.run(LEASE)).isInstanceOf(TargetException.class);
    }
  }

  private static long number(SpannerDatabase target, String sql) {
    try (ResultSet row = target.client().singleUse().executeQuery(Statement.of(sql))) {
      row.next();
      return row.getLong(0);
    }
  }
}
