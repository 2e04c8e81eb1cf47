package dev.crossover.engine.deadletters;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What is known of a record without reading it: a row may be as long as its database allows, and a
 * list of dead letters must not be.
 *
 * @param bytes its length
 * @param sha256 of its bytes; two records are the same if this is
 * @param text the record itself if it is short, else it has a file of its own
 */
public record RawRecord(long bytes, String sha256, Optional<String> text) {
  private static final int LONGEST_INLINE = 4_096;

  static RawRecord of(byte[] record) {
    return new RawRecord(
        record.length,
        Digests.sha256(record),
        record.length <= LONGEST_INLINE
            ? Optional.of(new String(record, StandardCharsets.UTF_8))
            : Optional.empty());
  }

  boolean sameAs(RawRecord other) {
    return sha256.equals(other.sha256);
  }
}
