package dev.crossover.targets.spanner.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.Timestamp;
import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.ErrorCode;
import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.Struct;
import com.google.cloud.spanner.TransactionContext;
import dev.crossover.engine.journal.Journal;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.JournalException;
import dev.crossover.engine.journal.OutcomeUnknownException;
import dev.crossover.engine.journal.Owner;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.journal.StaleEpochException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The journal as two tables of the target database. */
public final class SpannerJournal implements Journal {
  /** The table that tells whether a database has a journal. */
  public static final String TABLE = "crossover_journal";

  private static final String HISTORY = "crossover_journal_history";

  /** All tables of a journal. */
  public static final List<String> TABLES = List.of(TABLE, HISTORY);

  private static final String WRITE_ID = "write_id";

  private static final List<String> COLUMNS =
      List.of(
          "phase",
          "epoch",
          "owner",
          "lease_expires",
          "plan_hash",
          "fence",
          "details",
          "updated_at");

  /** After these the write may or may not have happened. */
  private static final Set<ErrorCode> OUTCOME_UNKNOWN =
      EnumSet.of(
          ErrorCode.DEADLINE_EXCEEDED,
          ErrorCode.UNAVAILABLE,
          ErrorCode.UNKNOWN,
          ErrorCode.INTERNAL,
          ErrorCode.CANCELLED);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final DatabaseClient client;
  private final String migration;
  private final Clock clock;

  /**
   * @param migration the environment's name; the key of the row
   */
  public SpannerJournal(DatabaseClient client, String migration, Clock clock) {
    this.client = client;
    this.migration = migration;
    this.clock = clock;
  }

  /** The statements that create the journal's tables; each can be run again. */
  public static List<String> ddl() {
    String columns =
        "phase STRING(32) NOT NULL, epoch INT64 NOT NULL, owner STRING(MAX),"
            + " lease_expires TIMESTAMP, plan_hash STRING(MAX), fence STRING(MAX),"
            + " details STRING(MAX) NOT NULL, updated_at TIMESTAMP NOT NULL";
    return List.of(
        "CREATE TABLE IF NOT EXISTS "
            + TABLE
            + " (migration STRING(MAX) NOT NULL, write_id STRING(36) NOT NULL, "
            + columns
            + ") PRIMARY KEY (migration)",
        "CREATE TABLE IF NOT EXISTS "
            + HISTORY
            + " (migration STRING(MAX) NOT NULL, "
            + columns
            + ") PRIMARY KEY (migration, epoch)");
  }

  @Override
  public JournalEntry read() {
    try {
      Struct row = client.singleUse().readRow(TABLE, Key.of(migration), COLUMNS);
      return row == null ? JournalEntry.first(clock.instant()) : entry(row);
    } catch (SpannerException e) {
      throw new JournalException(cannot("read"), e);
    }
  }

  @Override
  public JournalEntry replace(long expected, JournalEntry next) {
    JournalEntry written = next.written(expected + 1, clock.instant());
    String writeId = UUID.randomUUID().toString();
    try {
      return compareAndSet(expected, written, writeId);
    } catch (SpannerException e) {
      if (!OUTCOME_UNKNOWN.contains(e.getErrorCode())) {
        throw new JournalException(cannot("write"), e);
      }
      return settle(expected, written, writeId, e);
    }
  }

  /**
   * Finds out what became of a write. Reading alone would not do, since a slow commit may still
   * land after the reading; the same write under the same id either sees itself, or makes the slow
   * one impossible.
   */
  private JournalEntry settle(
      long expected, JournalEntry written, String writeId, SpannerException unknown) {
    try {
      return compareAndSet(expected, written, writeId);
    } catch (SpannerException e) {
      e.addSuppressed(unknown);
      throw new OutcomeUnknownException(
          "it is unknown whether the journal of "
              + migration
              + " moved to phase "
              + written.phase()
              + " at epoch "
              + written.epoch()
              + "; when the target answers again, look at crossover status before you do anything"
              + " else",
          e);
    }
  }

  private JournalEntry compareAndSet(long expected, JournalEntry next, String writeId) {
    Optional<JournalEntry> found =
        client
            .readWriteTransaction()
            .run(transaction -> compareAndSet(transaction, expected, next, writeId));
    if (found != null && found.isPresent()) {
      throw new StaleEpochException(migration, expected, found.get());
    }
    return next;
  }

  /** Empty if {@code next} is stored now, else what is stored instead. */
  private Optional<JournalEntry> compareAndSet(
      TransactionContext transaction, long expected, JournalEntry next, String writeId) {
    List<String> columns = new ArrayList<>(COLUMNS);
    columns.add(WRITE_ID);
    Struct row = transaction.readRow(TABLE, Key.of(migration), columns);
    JournalEntry found = row == null ? JournalEntry.first(clock.instant()) : entry(row);
    if (row != null && row.getString(WRITE_ID).equals(writeId)) {
      return Optional.empty();
    }
    if (found.epoch() != expected) {
      return Optional.of(found);
    }
    transaction.buffer(
        write(Mutation.newInsertOrUpdateBuilder(TABLE), next).set(WRITE_ID).to(writeId).build());
    transaction.buffer(write(Mutation.newInsertOrUpdateBuilder(HISTORY), next).build());
    return Optional.empty();
  }

  private Mutation.WriteBuilder write(Mutation.WriteBuilder row, JournalEntry entry) {
    return row.set("migration")
        .to(migration)
        .set("phase")
        .to(entry.phase().name())
        .set("epoch")
        .to(entry.epoch())
        .set("owner")
        .to(entry.owner().map(Owner::toString).orElse(null))
        .set("lease_expires")
        .to(entry.leaseExpires().map(SpannerJournal::timestamp).orElse(null))
        .set("plan_hash")
        .to(entry.planHash().orElse(null))
        .set("fence")
        .to(entry.fence().orElse(null))
        .set("details")
        .to(json(entry.details()))
        .set("updated_at")
        .to(timestamp(entry.updatedAt()));
  }

  @Override
  public boolean renew(Owner owner, Instant expires) {
    Statement update =
        Statement.newBuilder(
                "UPDATE "
                    + TABLE
                    + " SET lease_expires = @expires"
                    + " WHERE migration = @migration AND owner = @owner")
            .bind("expires")
            .to(timestamp(expires))
            .bind("migration")
            .to(migration)
            .bind("owner")
            .to(owner.toString())
            .build();
    try {
      Long rows =
          client.readWriteTransaction().run(transaction -> transaction.executeUpdate(update));
      return rows != null && rows == 1;
    } catch (SpannerException e) {
      throw new JournalException(cannot("renew the lease in"), e);
    }
  }

  @Override
  public List<JournalEntry> history() {
    List<JournalEntry> history = new ArrayList<>();
    try (ResultSet rows =
        client.singleUse().read(HISTORY, KeySet.prefixRange(Key.of(migration)), COLUMNS)) {
      while (rows.next()) {
        history.add(entry(rows.getCurrentRowAsStruct()));
      }
    } catch (SpannerException e) {
      throw new JournalException(cannot("read"), e);
    }
    return history;
  }

  private String cannot(String what) {
    return "cannot "
        + what
        + " the journal of "
        + migration
        + " in table "
        + TABLE
        + "; check that the target answers and run the command again";
  }

  private static JournalEntry entry(Struct row) {
    return new JournalEntry(
        Phase.valueOf(row.getString("phase")),
        row.getLong("epoch"),
        text(row, "owner").map(Owner::parse),
        row.isNull("lease_expires")
            ? Optional.empty()
            : Optional.of(instant(row.getTimestamp("lease_expires"))),
        text(row, "plan_hash"),
        text(row, "fence"),
        facts(row.getString("details")),
        instant(row.getTimestamp("updated_at")));
  }

  private static Optional<String> text(Struct row, String column) {
    return row.isNull(column) ? Optional.empty() : Optional.of(row.getString(column));
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.ofTimeSecondsAndNanos(instant.getEpochSecond(), instant.getNano());
  }

  private static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }

  private static String json(Map<String, String> facts) {
    try {
      return JSON.writeValueAsString(facts);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> facts(String json) {
    try {
      return JSON.readValue(json, new TypeReference<Map<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the journal's details are not JSON text", e);
    }
  }
}
