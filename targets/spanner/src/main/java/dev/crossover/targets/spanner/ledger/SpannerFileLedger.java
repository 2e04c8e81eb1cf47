package dev.crossover.targets.spanner.ledger;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.Struct;
import com.google.cloud.spanner.Value;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.ledger.AppliedFile;
import dev.crossover.engine.ledger.AppliedFile.State;
import dev.crossover.engine.ledger.FileLedger;
import dev.crossover.targets.spanner.client.SpannerErrors;
import dev.crossover.targets.spanner.journal.MigrationTransactions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The ledger of change files as a table of Spanner. */
public final class SpannerFileLedger implements FileLedger {
  private static final String TABLE = "crossover_files";

  /** The statements that make the ledger; they may be run again. */
  public static final List<String> DDL =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS crossover_files (
            path STRING(1024) NOT NULL,
            state STRING(16) NOT NULL,
            source_table STRING(MAX),
            events INT64 NOT NULL,
            applied INT64 NOT NULL,
            superseded INT64 NOT NULL,
            parked INT64 NOT NULL,
            dead_letters INT64 NOT NULL,
            attempts INT64 NOT NULL,
            highest_major INT64,
            highest_minor INT64,
            retry_at TIMESTAMP NOT NULL,
            recorded_at TIMESTAMP NOT NULL OPTIONS (allow_commit_timestamp = true)
          ) PRIMARY KEY (path)\
          """);

  private static final List<String> COLUMNS =
      List.of(
          "path",
          "state",
          "source_table",
          "events",
          "applied",
          "superseded",
          "parked",
          "dead_letters",
          "attempts",
          "highest_major",
          "highest_minor",
          "retry_at");

  /** The most keys that one read asks for. */
  private static final int KEYS_PER_READ = 1_000;

  private final DatabaseClient client;
  private final Supplier<MigrationTransactions> writes;

  /**
   * @param writes of live apply; not asked for by who only reads
   */
  public SpannerFileLedger(DatabaseClient client, Supplier<MigrationTransactions> writes) {
    this.client = client;
    this.writes = writes;
  }

  @Override
  public Backlog backlog(List<String> listed) {
    Map<String, AppliedFile> recorded = new HashMap<>();
    for (int from = 0; from < listed.size(); from += KEYS_PER_READ) {
      read(listed.subList(from, Math.min(from + KEYS_PER_READ, listed.size())), recorded);
    }
    return Backlog.of(listed, recorded);
  }

  /** By their keys and not by a range, which would hold every file that was ever applied. */
  private void read(List<String> paths, Map<String, AppliedFile> recorded) {
    KeySet.Builder keys = KeySet.newBuilder();
    paths.forEach(path -> keys.addKey(Key.of(path)));
    try (ResultSet rows = client.singleUse().read(TABLE, keys.build(), COLUMNS)) {
      while (rows.next()) {
        AppliedFile file = file(rows.getCurrentRowAsStruct());
        recorded.put(file.path(), file);
      }
    } catch (SpannerException e) {
      throw SpannerErrors.cannot("read the ledger of change files", e);
    }
  }

  @Override
  public void record(Collection<AppliedFile> files) {
    if (files.isEmpty()) {
      return;
    }
    try {
      writes.get().write(files.stream().map(SpannerFileLedger::mutation).toList());
    } catch (SpannerException e) {
      throw SpannerErrors.cannot("write the ledger of change files", e);
    }
  }

  @Override
  public Map<String, TableCounts> countsByTable() {
    String sql =
        "SELECT IFNULL(source_table, ''), COUNT(*), SUM(events), SUM(applied), SUM(superseded),"
            + " SUM(parked), SUM(dead_letters) FROM crossover_files GROUP BY 1";
    Map<String, TableCounts> counts = new TreeMap<>();
    try (ResultSet rows = client.singleUse().executeQuery(Statement.of(sql))) {
      while (rows.next()) {
        counts.put(
            rows.getString(0),
            new TableCounts(
                rows.getLong(1),
                rows.getLong(2),
                rows.getLong(3),
                rows.getLong(4),
                rows.getLong(5),
                rows.getLong(6)));
      }
    } catch (SpannerException e) {
      throw SpannerErrors.cannot("read the ledger of change files", e);
    }
    return counts;
  }

  @Override
  public Optional<Instant> lastRecorded() {
    Statement query = Statement.of("SELECT MAX(recorded_at) FROM crossover_files");
    try (ResultSet row = client.singleUse().executeQuery(query)) {
      row.next();
      return row.isNull(0) ? Optional.empty() : Optional.of(instant(row.getTimestamp(0)));
    } catch (SpannerException e) {
      throw SpannerErrors.cannot("read the ledger of change files", e);
    }
  }

  /** Spanner compares numbers as signed ones, which is right once their first bit is flipped. */
  @Override
  public List<AppliedFile> reaching(String prefix, Position place) {
    Statement query =
        Statement.newBuilder(
                "SELECT "
                    + String.join(", ", COLUMNS)
                    + " FROM crossover_files WHERE STARTS_WITH(path, @prefix)"
                    + " AND (highest_major ^ @flip > @major ^ @flip OR highest_major = @major"
                    + " AND highest_minor ^ @flip >= @minor ^ @flip) ORDER BY path")
            .bind("prefix")
            .to(prefix)
            .bind("flip")
            .to(Long.MIN_VALUE)
            .bind("major")
            .to(place.major())
            .bind("minor")
            .to(place.minor())
            .build();
    List<AppliedFile> files = new ArrayList<>();
    try (ResultSet rows = client.singleUse().executeQuery(query)) {
      while (rows.next()) {
        files.add(file(rows.getCurrentRowAsStruct()));
      }
    } catch (SpannerException e) {
      throw SpannerErrors.cannot("read the ledger of change files", e);
    }
    return files;
  }

  private static AppliedFile file(Struct row) {
    return new AppliedFile(
        row.getString("path"),
        State.valueOf(row.getString("state")),
        row.isNull("source_table") ? Optional.empty() : Optional.of(row.getString("source_table")),
        row.getLong("events"),
        row.getLong("applied"),
        row.getLong("superseded"),
        row.getLong("parked"),
        row.getLong("dead_letters"),
        (int) row.getLong("attempts"),
        row.isNull("highest_major")
            ? Optional.empty()
            : Optional.of(new Position(row.getLong("highest_major"), row.getLong("highest_minor"))),
        instant(row.getTimestamp("retry_at")));
  }

  private static Mutation mutation(AppliedFile file) {
    return Mutation.newInsertOrUpdateBuilder(TABLE)
        .set("path")
        .to(file.path())
        .set("state")
        .to(file.state().name())
        .set("source_table")
        .to(file.table().orElse(null))
        .set("events")
        .to(file.events())
        .set("applied")
        .to(file.applied())
        .set("superseded")
        .to(file.superseded())
        .set("parked")
        .to(file.parked())
        .set("dead_letters")
        .to(file.deadLetters())
        .set("attempts")
        .to(file.attempts())
        .set("highest_major")
        .to(file.highest().map(Position::major).orElse(null))
        .set("highest_minor")
        .to(file.highest().map(Position::minor).orElse(null))
        .set("retry_at")
        .to(Timestamp.ofTimeMicroseconds(ChronoUnit.MICROS.between(Instant.EPOCH, file.retryAt())))
        .set("recorded_at")
        .to(Value.COMMIT_TIMESTAMP)
        .build();
  }

  private static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }
}
