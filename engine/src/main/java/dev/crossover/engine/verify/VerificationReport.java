package dev.crossover.engine.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/**
 * What a verification found, over all tables.
 *
 * @param verdict MISMATCH if any table has one, else INCOMPLETE if any table is, or if not a single
 *     row was compared in the whole migration, else PASS
 * @param reason why the verdict is not PASS; empty for PASS
 * @param since the target's own time before the first row was compared: what was applied at or
 *     after it is what {@link Verifier#verifyChanged} must look at again
 * @param startedAt the launcher's time
 * @param finishedAt the launcher's time
 * @param compared keys looked at on both sides
 * @param rowsPerSecond {@code compared} per second
 */
public record VerificationReport(
    Scope scope,
    Verdict verdict,
    String reason,
    @JsonSerialize(using = ToStringSerializer.class)
        @JsonDeserialize(using = InstantDeserializer.class)
        Instant since,
    @JsonSerialize(using = ToStringSerializer.class)
        @JsonDeserialize(using = InstantDeserializer.class)
        Instant startedAt,
    @JsonSerialize(using = ToStringSerializer.class)
        @JsonDeserialize(using = InstantDeserializer.class)
        Instant finishedAt,
    long compared,
    long mismatches,
    double rowsPerSecond,
    List<TableVerification> tables) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** Which rows were looked at. */
  public enum Scope {
    ALL,
    CHANGED
  }

  public VerificationReport {
    tables = List.copyOf(tables);
  }

  /** The report as JSON, readable by {@link #parse}. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws UncheckedIOException if the text is not what {@link #toJson} writes
   */
  public static VerificationReport parse(String json) {
    try {
      return JSON.readValue(json, VerificationReport.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
