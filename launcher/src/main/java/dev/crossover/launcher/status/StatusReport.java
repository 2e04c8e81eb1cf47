package dev.crossover.launcher.status;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.crossover.engine.platform.Measure;
import dev.crossover.launcher.bulk.BulkProgress;
import dev.crossover.launcher.live.LiveProgress;
import dev.crossover.launcher.progress.Durations;
import dev.crossover.launcher.progress.Reading;
import dev.crossover.launcher.report.TextTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a migration stands and how far it is. The components are keys of the JSON answer.
 *
 * @param since when the journal last changed; empty before the migration has begun
 * @param owner the process that works on it now
 * @param fenced whether the source may be closed to its application
 * @param liveJob the job's state; STALLED if it has work and makes no progress
 * @param liveJobDetail why the job failed, or that it was started again
 * @param bulk empty before a schema was planned
 * @param live empty before the change stream was started
 * @param measures what the platform measures by itself
 * @param lateChange where the stream carried a change after the cutover; it is on the source alone
 * @param nextStep what to do now, in one line
 */
public record StatusReport(
    String phase,
    long epoch,
    Optional<Instant> since,
    Optional<String> owner,
    boolean fenced,
    Stream stream,
    String bulkJob,
    String liveJob,
    Optional<String> liveJobDetail,
    Optional<BulkProgress> bulk,
    Optional<LiveProgress> live,
    List<Measure> measures,
    Optional<String> lateChange,
    Optional<Verification> verification,
    Map<String, Long> phaseMillis,
    Map<String, String> facts,
    String nextStep) {

  /** The change stream; positions as the source prints them. */
  public record Stream(
      String state,
      Optional<String> start,
      Optional<String> emitted,
      OptionalLong events,
      long passedOver,
      Optional<String> error) {}

  /** The last verification. */
  public record Verification(String verdict, Instant finishedAt, long compared, long mismatches) {}

  /** The status as a person reads it. */
  @JsonIgnore
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "phase", phase + since.map(at -> ", since " + at).orElse(""));
    owner.ifPresent(process -> line(text, "worked on by", process));
    line(text, "source", fenced ? "FENCED: the application is shut out" : "open");
    line(
        text,
        "change stream",
        stream.state
            + stream.start.map(at -> ", from " + at).orElse("")
            + stream.emitted.map(at -> ", emitted up to " + at).orElse("")
            + (stream.events.isPresent()
                ? ", %,d changes".formatted(stream.events.getAsLong())
                : "")
            + (stream.passedOver == 0
                ? ""
                : ", %,d messages that are no change".formatted(stream.passedOver))
            + stream.error.map(error -> "; " + error).orElse(""));
    bulk.ifPresent(progress -> line(text, "bulk load", bulkJob + ", " + progress.summary()));
    live.ifPresent(progress -> live(text, progress));
    measures.forEach(measure -> line(text, measure.name(), measure.text()));
    lateChange.ifPresent(
        position ->
            line(
                text,
                "ALARM",
                "somebody wrote to the source after the cutover, last at "
                    + position
                    + "; the target does not have it: find the writer, and carry it over by hand"));
    verification.ifPresent(
        last ->
            line(
                text,
                "verification",
                "%s at %s, %,d rows, %,d differ"
                    .formatted(last.verdict, last.finishedAt, last.compared, last.mismatches)));
    phaseMillis.forEach(
        (name, millis) -> line(text, "  in " + name, Durations.text(Duration.ofMillis(millis))));
    bulk.filter(progress -> !progress.tables().isEmpty())
        .ifPresent(progress -> text.append('\n').append(table(progress)).append('\n'));
    text.append('\n').append(nextStep);
    return text.toString();
  }

  /** The status as lines of progress. */
  List<Reading> readings() {
    List<Reading> readings = new ArrayList<>();
    readings.add(Reading.gauge("phase", phase));
    readings.add(Reading.gauge("source", fenced ? "FENCED" : "open"));
    readings.add(Reading.gauge("change stream", stream.state));
    lateChange.ifPresent(
        position -> readings.add(Reading.gauge("ALARM: written after the cutover", position)));
    bulk.ifPresent(progress -> readings.addAll(progress.readings()));
    live.ifPresent(
        progress -> {
          readings.add(Reading.gauge("live job", liveJob));
          readings.addAll(progress.readings());
        });
    return readings;
  }

  private void live(StringBuilder text, LiveProgress progress) {
    line(
        text,
        "live apply",
        "%s, %,d changes in %,d files, %,d files to do"
            .formatted(
                liveJob,
                progress.appliedEvents(),
                progress.appliedFiles(),
                progress.pendingFiles()));
    liveJobDetail.ifPresent(detail -> line(text, "live job", detail));
    progress
        .oldestPendingAge()
        .ifPresent(age -> line(text, "oldest to do", Durations.text(age) + " old"));
    progress
        .appliedWatermark()
        .ifPresent(
            position ->
                line(
                    text,
                    "applied up to",
                    position
                        + progress
                            .appliedAge()
                            .map(age -> ", " + Durations.text(age) + " behind the source")
                            .orElse("")));
    progress.unanswered().ifPresent(why -> line(text, "no answer", why));
    progress.lag().ifPresent(lag -> line(text, "newest change", Durations.text(lag) + " old"));
    line(text, "dead letters", progress.openDeadLetters() + " open");
  }

  private static TextTable table(BulkProgress progress) {
    TextTable table = new TextTable("table", "rows", "partitions", "of");
    progress
        .tables()
        .forEach(t -> table.row(t.name(), t.rows(), t.donePartitions(), t.partitions()));
    return table;
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("%-16s %s%n".formatted(name, value));
  }
}
