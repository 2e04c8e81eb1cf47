package dev.crossover.targets.spanner.journal;

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
import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.journal.Journal;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.JournalException;
import dev.crossover.engine.journal.OutcomeUnknownException;
import dev.crossover.engine.journal.Owner;
import dev.crossover.engine.journal.StaleEpochException;
import dev.crossover.targets.spanner.client.BoundedTransactions;
import dev.crossover.targets.spanner.client.Retries;
import dev.crossover.targets.spanner.client.SpannerErrors;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** The journal as two tables of the target database. */
public final class SpannerJournal implements Journal {
  /** The table that tells whether a database has a journal. */
  public static final String TABLE = "crossover_journal";

  private static final String HISTORY = "crossover_journal_history";

  /** All tables of a journal. */
  public static final List<String> TABLES = List.of(TABLE, HISTORY);

  private static final String WRITE_ID = "write_id";

  /** After these the write may or may not have happened. */
  private static final Set<ErrorCode> OUTCOME_UNKNOWN =
      EnumSet.of(
          ErrorCode.DEADLINE_EXCEEDED,
          ErrorCode.UNAVAILABLE,
          ErrorCode.UNKNOWN,
          ErrorCode.INTERNAL,
          ErrorCode.CANCELLED);

  /** How long a write may lose against others in one go. */
  private static final Duration ABORTED = Duration.ofSeconds(5);

  /** About ten seconds: the source may be fenced meanwhile. */
  private static final Retries RETRIES =
      new Retries(
          10,
          Duration.ofMillis(20),
          Duration.ofSeconds(2),
          duration -> Thread.sleep(duration.toMillis()));

  private final DatabaseClient client;
  private final String migration;
  private final Clock clock;
  private final Retries retries;

  /**
   * @param migration the environment's name; the key of the row
   */
  public SpannerJournal(DatabaseClient client, String migration, Clock clock) {
    this(client, migration, clock, RETRIES);
  }

  SpannerJournal(DatabaseClient client, String migration, Clock clock, Retries retries) {
    this.client = client;
    this.retries = retries;
    this.migration = migration;
    this.clock = clock;
  }

  /** The statements that create the journal's tables; each can be run again. */
  public static List<String> ddl() {
    String columns =
        "migration_id STRING(36) NOT NULL, phase STRING(32) NOT NULL, epoch INT64 NOT NULL, owner"
            + " STRING(MAX), lease_expires TIMESTAMP, plan_hash STRING(MAX), fence STRING(MAX),"
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
      Struct row = client.singleUse().readRow(TABLE, Key.of(migration), JournalRow.COLUMNS);
      return row == null ? JournalEntry.first(clock.instant()) : JournalRow.entry(row);
    } catch (SpannerException e) {
      throw new JournalException(cannot("read", e), e);
    }
  }

  @Override
  public JournalEntry replace(JournalEntry known, JournalEntry next) {
    JournalEntry written = next.written(known, clock.instant());
    String writeId = UUID.randomUUID().toString();
    AtomicBoolean unknown = new AtomicBoolean();
    try {
      return retries.call(
          () -> compareAndSet(known, written, writeId), failure -> isTried(failure, unknown));
    } catch (SpannerException | TargetException e) {
      throw notWritten(written, unknown.get(), e);
    }
  }

  /**
   * The same write under the same id either sees itself or makes a slow commit of an earlier
   * attempt impossible, so it may be tried again after any failure that says nothing of the write
   * itself. Reading alone would not do: the slow commit may land after the reading.
   *
   * @param unknown set if the write may have happened
   */
  private static boolean isTried(SpannerException failure, AtomicBoolean unknown) {
    if (OUTCOME_UNKNOWN.contains(failure.getErrorCode())) {
      unknown.set(true);
    }
    return unknown.get() || Retries.isTransient(failure);
  }

  private CrossoverException notWritten(
      JournalEntry written, boolean unknown, RuntimeException cause) {
    if (!unknown) {
      return new JournalException(cannot("write", cause), cause);
    }
    return new OutcomeUnknownException(
        "it is unknown whether the journal of "
            + migration
            + " moved to phase "
            + written.phase()
            + " at epoch "
            + written.epoch()
            + " ("
            + reason(cause)
            + "); when the target answers again, look at crossover status before you do anything"
            + " else",
        cause);
  }

  private JournalEntry compareAndSet(JournalEntry known, JournalEntry next, String writeId) {
    Optional<JournalEntry> found =
        new BoundedTransactions(client, ABORTED)
            .run(transaction -> compareAndSet(transaction, known, next, writeId));
    if (found != null && found.isPresent()) {
      throw new StaleEpochException(migration, known, found.get());
    }
    return next;
  }

  /** Empty if {@code next} is stored now, else what is stored instead. */
  private Optional<JournalEntry> compareAndSet(
      TransactionContext transaction, JournalEntry known, JournalEntry next, String writeId) {
    List<String> columns = new ArrayList<>(JournalRow.COLUMNS);
    columns.add(WRITE_ID);
    Struct row = transaction.readRow(TABLE, Key.of(migration), columns);
    JournalEntry found = row == null ? JournalEntry.first(clock.instant()) : JournalRow.entry(row);
    if (row != null && row.getString(WRITE_ID).equals(writeId)) {
      return Optional.empty();
    }
    // Nobody has written a migration that has not begun, so it has no identity yet.
    if (row == null ? known.epoch() != 0 : !found.isSameAs(known)) {
      return Optional.of(found);
    }
    transaction.buffer(
        JournalRow.write(Mutation.newInsertOrUpdateBuilder(TABLE), migration, next)
            .set(WRITE_ID)
            .to(writeId)
            .build());
    transaction.buffer(
        JournalRow.write(Mutation.newInsertOrUpdateBuilder(HISTORY), migration, next).build());
    return Optional.empty();
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
            .to(JournalRow.timestamp(expires))
            .bind("migration")
            .to(migration)
            .bind("owner")
            .to(owner.toString())
            .build();
    try {
      long rows =
          retries.call(
              () ->
                  new BoundedTransactions(client, ABORTED)
                      .run(transaction -> transaction.executeUpdate(update)));
      return rows == 1;
    } catch (SpannerException | TargetException e) {
      throw new JournalException(cannot("renew the lease in", e), e);
    }
  }

  @Override
  public List<JournalEntry> history() {
    List<JournalEntry> history = new ArrayList<>();
    try (ResultSet rows =
        client
            .singleUse()
            .read(HISTORY, KeySet.prefixRange(Key.of(migration)), JournalRow.COLUMNS)) {
      while (rows.next()) {
        history.add(JournalRow.entry(rows.getCurrentRowAsStruct()));
      }
    } catch (SpannerException e) {
      throw new JournalException(cannot("read", e), e);
    }
    return history;
  }

  private String cannot(String what, RuntimeException cause) {
    return "cannot %s the journal of %s in table %s: %s; see whether the target answers and run the command again"
        .formatted(what, migration, TABLE, reason(cause));
  }

  private static String reason(RuntimeException failure) {
    Throwable spanner = failure instanceof TargetException ? failure.getCause() : failure;
    return spanner instanceof SpannerException e
        ? SpannerErrors.sentence(e)
        : String.valueOf(failure.getMessage());
  }
}
