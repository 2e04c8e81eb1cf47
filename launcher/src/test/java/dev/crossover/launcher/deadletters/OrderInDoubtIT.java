package dev.crossover.launcher.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.apply.ApplyBatch;
import dev.crossover.engine.apply.ApplyRound;
import dev.crossover.engine.apply.DeadLetterRetry;
import dev.crossover.engine.apply.PresentRow;
import dev.crossover.engine.apply.Tables;
import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.changes.DatastreamFormat;
import dev.crossover.engine.changes.TestChanges;
import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.ledger.ChangeFolder;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.sources.postgresql.log.LsnText;
import dev.crossover.sources.postgresql.log.PostgresqlChangeMetadata;
import dev.crossover.sources.postgresql.rows.PostgresqlRows;
import dev.crossover.sources.postgresql.rows.PostgresqlText;
import dev.crossover.targets.spanner.SpannerUnderTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/**
 * A row that PostgreSQL logs before the delete of its key and commits after it, by files that tell
 * what Datastream tells: the change's own LSN, the transaction's number, the time of its commit.
 */
class OrderInDoubtIT {
  private static final TargetSchema SCHEMA =
      new TargetSchema(
          List.of(
              Tables.table(
                  "public.t",
                  "t",
                  0,
                  "id",
                  Tables.column("id", "int8", Tables.INTEGER),
                  Tables.column("a", "int8", Tables.INTEGER))));

  /** The index on {@code a} is older than the primary key's: checked first. */
  private static final String TABLE =
      "CREATE TABLE t (id bigint NOT NULL, a bigint UNIQUE);"
          + "ALTER TABLE t ADD PRIMARY KEY (id); INSERT INTO t VALUES (1, 1);"
          + "CREATE PUBLICATION p FOR TABLE t";

  private static final Instant EPOCH_OF_POSTGRESQL = Instant.parse("2000-01-01T00:00:00Z");
  private static final List<String> COLUMNS = List.of("id", "a");
  private static final SourceText TEXT = new PostgresqlText();

  private final InMemoryBucket bucket = new InMemoryBucket();
  private final ChangeFolder folder = new ChangeFolder(bucket, "changes/");
  private final DatastreamFormat format = new DatastreamFormat(new PostgresqlChangeMetadata());
  private final DeadLetters deadLetters =
      new DeadLetters(bucket, "dead-letters", Clock.systemUTC());

  @Test
  void theRowIsReadAgainFromTheSourceAndIsOnTheTarget() throws Exception {
    try (TestSource source = TestSource.create(TABLE);
        SpannerUnderTest target =
            SpannerUnderTest.create(
                SCHEMA, List.of("CREATE TABLE t (id INT64 NOT NULL, a INT64) PRIMARY KEY (id)"))) {
      ApplyBatch batch = new ApplyBatch(target.target(), SCHEMA, TEXT, CommitLimits.DEFAULT);
      writeFiles(changesOfTheAnomaly(source));
      round(target, batch).run();

      assertThat(target.rows("t", "id", "a")).containsExactly(List.of(2L, 9L));
      assertThat(deadLetters.open())
          .extracting(DeadLetter::origin)
          .containsExactly(DeadLetter.Origin.ORDER_IN_DOUBT);

      assertThat(retry(source, batch).settleOrder()).isZero();
      assertThat(target.rows("t", "id", "a")).containsExactly(List.of(1L, 5L), List.of(2L, 9L));
      assertThat(deadLetters.open()).isEmpty();
    }
  }

  private RetryDeadLetters retry(TestSource source, ApplyBatch batch) {
    PresentRow presentRow =
        new PresentRow(
            new PostgresqlRows(source.database()),
            SCHEMA,
            table -> Set.copyOf(COLUMNS),
            Instant::now);
    Retry live = Retry.byApply(new DeadLetterRetry(deadLetters, batch, folder, format, presentRow));
    return new RetryDeadLetters(deadLetters, live, live);
  }

  private ApplyRound round(SpannerUnderTest target, ApplyBatch batch) {
    return new ApplyRound(
        folder,
        format,
        batch,
        target.target().fileLedger(),
        deadLetters,
        new ApplyRound.Limits(100, 3, Duration.ofMillis(100)),
        ApplyRound.Shard.WHOLE,
        Clock.systemUTC());
  }

  private static List<TestChanges> changesOfTheAnomaly(TestSource source) throws Exception {
    query(source, "SELECT pg_create_logical_replication_slot('doubt', 'pgoutput')");
    try (Connection deleting = source.database().connect();
        Statement statement = deleting.createStatement()) {
      deleting.setAutoCommit(false);
      statement.execute("INSERT INTO t VALUES (2, 5)");
      CompletableFuture<Void> inserted =
          CompletableFuture.runAsync(() -> source.execute("INSERT INTO t VALUES (1, 5)"));
      awaitBlocked(source);
      statement.execute("DELETE FROM t WHERE id = 1");
      statement.execute("UPDATE t SET a = 9 WHERE id = 2");
      deleting.commit();
      inserted.get(1, TimeUnit.MINUTES);
    }
    source.execute("CHECKPOINT"); // commits are asynchronous on this server
    List<TestChanges> changes = decoded(source);
    query(source, "SELECT pg_drop_replication_slot('doubt')");
    return changes;
  }

  private static void awaitBlocked(TestSource source) {
    String blocked =
        "SELECT count(*) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND wait_event_type = 'Lock'";
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (query(source, blocked).equals("0")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static String query(TestSource source, String sql) {
    try (Connection connection = source.database().connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The messages of pgoutput: a transaction's begin with the time of its commit, and its rows. */
  private static List<TestChanges> decoded(TestSource source) throws SQLException {
    List<TestChanges> changes = new ArrayList<>();
    try (Connection connection = source.database().connect();
        Statement statement = connection.createStatement();
        ResultSet messages =
            statement.executeQuery(
                "SELECT lsn::text, xid::text::bigint, data FROM"
                    + " pg_logical_slot_get_binary_changes('doubt', NULL, NULL, 'proto_version',"
                    + " '1', 'publication_names', 'p')")) {
      long committed = 0;
      while (messages.next()) {
        ByteBuffer message = ByteBuffer.wrap(messages.getBytes(3));
        byte type = message.get();
        if (type == 'B') {
          message.getLong();
          committed = EPOCH_OF_POSTGRESQL.plusNanos(message.getLong() * 1_000).toEpochMilli();
        } else if (type == 'I' || type == 'D' || type == 'U') {
          message.getInt();
          message.get();
          changes.add(
              TestChanges.of("public.t", columns())
                  .inTransaction(messages.getLong(2), committed)
                  .change(
                      Map.of((byte) 'I', "INSERT", (byte) 'D', "DELETE", (byte) 'U', "UPDATE")
                          .get(type),
                      LsnText.INSTANCE.parse(messages.getString(1)).major(),
                      values(message)));
        }
      }
    }
    return changes;
  }

  private static Map<String, Object> values(ByteBuffer tuple) {
    Map<String, Object> values = new HashMap<>();
    short columns = tuple.getShort();
    for (int column = 0; column < columns; column++) {
      if (tuple.get() == 't') {
        byte[] text = new byte[tuple.getInt()];
        tuple.get(text);
        values.put(COLUMNS.get(column), Long.valueOf(new String(text, StandardCharsets.US_ASCII)));
      }
    }
    return values;
  }

  private static Map<String, Schema> columns() {
    Schema number = Schema.create(Schema.Type.LONG);
    return Map.of("id", number, "a", number);
  }

  /** Each change in a file of its own, the newest first. */
  private void writeFiles(List<TestChanges> changes) {
    assertThat(changes).hasSize(4);
    Collections.reverse(changes);
    for (TestChanges change : changes) {
      bucket.write(
          "changes/public_t/2026/01/01/10/00/%d.avro".formatted(changes.indexOf(change)),
          change.toBytes());
    }
  }
}
