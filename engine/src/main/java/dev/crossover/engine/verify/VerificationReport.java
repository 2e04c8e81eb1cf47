package dev.crossover.engine.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * @param rowsPerSecond {@code compared} per second, the count of all rows included
 * @param countSeconds how long both sides counted their rows
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
    double countSeconds,
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

  /**
   * When a verification ran.
   *
   * @param since the target's own time before it
   * @param counting how long both sides counted their rows
   */
  record Times(Instant since, Instant startedAt, Instant finishedAt, Duration counting) {}

  /** The verdict over the tables. */
  static VerificationReport of(Scope scope, Times times, List<TableVerification> tables) {
    long compared = tables.stream().mapToLong(TableVerification::compared).sum();
    double seconds = seconds(Duration.between(times.startedAt(), times.finishedAt()));
    Verdict ofTables =
        tables.stream().map(TableVerification::verdict).reduce(Verdict.PASS, Verdict::and);
    return new VerificationReport(
        scope,
        compared == 0 ? Verdict.INCOMPLETE.and(ofTables) : ofTables,
        reason(tables, compared),
        times.since(),
        times.startedAt(),
        times.finishedAt(),
        compared,
        tables.stream().mapToLong(TableVerification::mismatches).sum(),
        seconds == 0 ? 0 : compared / seconds,
        seconds(times.counting()),
        tables);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static String reason(List<TableVerification> tables, long compared) {
    List<String> reasons = new ArrayList<>();
    if (compared == 0) {
      reasons.add("not one row was compared; check that source and target are the right ones");
    }
    tables.stream()
        .filter(table -> table.verdict() != Verdict.PASS)
        .forEach(table -> reasons.add(table.name() + ": " + table.reason()));
    return String.join("\n", reasons);
  }

  /**
   * How many rows differ by changes that the source's log does not have, and that the cutover
   * copies again, if nothing else keeps the verdict from PASS; else 0.
   */
  public long leftToTheFence() {
    boolean nothingElse =
        compared > 0
            && tables.stream()
                .allMatch(table -> table.verdict() == Verdict.PASS || table.unlogged() > 0);
    return nothingElse ? tables.stream().mapToLong(TableVerification::unlogged).sum() : 0;
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
