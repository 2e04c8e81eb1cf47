package dev.crossover.targets.spanner.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.Struct;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.Owner;
import dev.crossover.engine.journal.Phase;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A state of the migration as a row of the journal or of its history. */
final class JournalRow {
  static final String MIGRATION_ID = "migration_id";
  static final String PHASE = "phase";
  static final String EPOCH = "epoch";

  static final List<String> COLUMNS =
      List.of(
          MIGRATION_ID,
          PHASE,
          EPOCH,
          "owner",
          "lease_expires",
          "plan_hash",
          "fence",
          "details",
          "updated_at");

  private static final ObjectMapper JSON = new ObjectMapper();

  private JournalRow() {}

  static Mutation.WriteBuilder write(
      Mutation.WriteBuilder row, String environment, JournalEntry entry) {
    return row.set("migration")
        .to(environment)
        .set(MIGRATION_ID)
        .to(entry.migrationId())
        .set(PHASE)
        .to(entry.phase().name())
        .set(EPOCH)
        .to(entry.epoch())
        .set("owner")
        .to(entry.owner().map(Owner::toString).orElse(null))
        .set("lease_expires")
        .to(entry.leaseExpires().map(JournalRow::timestamp).orElse(null))
        .set("plan_hash")
        .to(entry.planHash().orElse(null))
        .set("fence")
        .to(entry.fence().orElse(null))
        .set("details")
        .to(json(entry.details()))
        .set("updated_at")
        .to(timestamp(entry.updatedAt()));
  }

  static JournalEntry entry(Struct row) {
    return new JournalEntry(
        row.getString(MIGRATION_ID),
        Phase.valueOf(row.getString(PHASE)),
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

  static Timestamp timestamp(Instant instant) {
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
