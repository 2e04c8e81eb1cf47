package dev.crossover.engine.verify;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import java.util.List;

/**
 * What was found in one table.
 *
 * @param name the source table as {@code schema.table}
 * @param target the target table's name
 * @param reason why the verdict is not PASS; empty for PASS
 * @param sourceRows rows of the source as it counted them itself; as many as were read where the
 *     table did not get so far
 * @param targetRows the same of the target; what was applied between the two counts is left out
 * @param compared keys looked at on both sides, those that one side lacks included
 * @param mismatches all of them, also those that {@code details} left out
 * @param unlogged rows that differ by changes which the source's log does not have, and that the
 *     cutover copies again, if nothing else keeps the table from PASS; else 0
 * @param rechecked differences that were judged again because writes flowed
 * @param details the first mismatches
 */
public record TableVerification(
    String name,
    String target,
    Verdict verdict,
    String reason,
    long sourceRows,
    long targetRows,
    long compared,
    long mismatches,
    long unlogged,
    long rechecked,
    @JsonSerialize(using = ToStringSerializer.class)
        @JsonDeserialize(using = InstantDeserializer.class)
        Instant startedAt,
    @JsonSerialize(using = ToStringSerializer.class)
        @JsonDeserialize(using = InstantDeserializer.class)
        Instant finishedAt,
    List<Mismatch> details) {
  public TableVerification {
    details = List.copyOf(details);
  }
}
