package dev.crossover.launcher.report;

import dev.crossover.launcher.progress.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a migration came to. The components are the keys of the JSON report and are never renamed.
 *
 * @param phase where the migration stands
 * @param verdict of the last verification: {@code PASS}, {@code MISMATCH} or {@code INCOMPLETE}
 * @param catchUp {@code proof} (the stream reports its emitted position) or {@code evidence};
 *     {@code none} before a cutover has caught up
 * @param deadLetters open dead letters
 * @param rowsInDoubt rows that were or must be read again, because the stream does not tell whether
 *     they were deleted last
 * @param fenceToJournalMillis how long writers were shut out; empty before a cutover
 * @param phaseMillis how long each phase took, in order
 * @param places what to look at, by name: the bucket, the logs, the databases
 * @param limits what the jobs that moved the rows cannot do
 */
public record MigrationReport(
    String environment,
    String phase,
    String verdict,
    String catchUp,
    long deadLetters,
    long rowsInDoubt,
    OptionalLong fenceToJournalMillis,
    List<Table> tables,
    Map<String, Long> phaseMillis,
    Map<String, String> places,
    List<String> limits) {

  /**
   * One moved table.
   *
   * @param name {@code schema.table} in the source
   * @param sourceRows rows of the source that verification read
   * @param targetRows rows of the target that verification read
   * @param events change events that the stream carried for it
   */
  public record Table(String name, long sourceRows, long targetRows, long events, String verdict) {}

  /** The report as a person reads it. */
  public String text() {
    TextTable table = new TextTable("table", "source rows", "target rows", "events", "verdict");
    tables.forEach(t -> table.row(t.name, t.sourceRows, t.targetRows, t.events, t.verdict));
    StringBuilder text = new StringBuilder(table.toString());
    text.append("\n\n");
    phaseMillis.forEach(
        (name, millis) ->
            text.append("%-24s %s%n".formatted(name, Durations.text(Duration.ofMillis(millis)))));
    text.append("\n").append("%-24s %s%n".formatted("phase", phase));
    text.append("%-24s %s%n".formatted("verdict", verdict));
    text.append("%-24s %s%n".formatted("caught up by", catchUp));
    text.append("%-24s %d%n".formatted("dead letters", deadLetters));
    text.append("%-24s %d%n".formatted("rows in doubt", rowsInDoubt));
    fenceToJournalMillis.ifPresent(
        millis ->
            text.append(
                "%-24s %s, from fence to journal%n"
                    .formatted("downtime", Durations.text(Duration.ofMillis(millis)))));
    places.forEach((name, place) -> text.append("%-24s %s%n".formatted(name, place)));
    limits.forEach(limit -> text.append("%-24s %s%n".formatted("limit", limit)));
    return text.toString().stripTrailing();
  }
}
