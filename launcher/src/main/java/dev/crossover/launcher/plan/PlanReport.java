package dev.crossover.launcher.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.crossover.launcher.progress.Durations;
import dev.crossover.launcher.report.TextTable;
import java.time.Duration;
import java.util.List;

/**
 * What a migration will do. The components are keys of the JSON answer.
 *
 * @param tables in the order of the bulk load: parents before children
 * @param bulkSeconds estimated
 * @param verifySeconds estimated
 * @param assumption what the estimates rest on
 * @param indexes what the choice of {@code schema.indexes} means
 * @param refusals what must be settled first
 * @param notMoved what stays behind, or is otherwise on the target
 * @param limits what the change stream cannot tell or may lose, and what to do about it
 * @param cutover what the cutover does, in order
 */
public record PlanReport(
    List<Table> tables,
    long rows,
    long bytes,
    long bulkSeconds,
    long verifySeconds,
    String assumption,
    String indexes,
    List<String> refusals,
    List<String> notMoved,
    List<String> limits,
    List<String> cutover) {

  /**
   * One table.
   *
   * @param rows by the source's statistics; 0 if it has none
   */
  public record Table(
      String name, String target, int level, long rows, long bytes, long partitions) {}

  /** The plan as a person reads it. */
  @JsonIgnore
  public String text() {
    TextTable table = new TextTable("table", "target", "level", "rows", "MiB", "partitions");
    tables.forEach(t -> table.row(t.name, t.target, t.level, t.rows, t.bytes >> 20, t.partitions));
    StringBuilder text = new StringBuilder(table.toString()).append("\n\n");
    text.append("bulk load     about ").append(seconds(bulkSeconds)).append('\n');
    text.append("verification  about ").append(seconds(verifySeconds)).append('\n');
    text.append("assuming      ").append(assumption).append('\n');
    text.append("indexes       ").append(indexes).append('\n');
    section(text, "To settle first", refusals);
    section(text, "Not moved, or otherwise on the target", notMoved);
    section(text, "Known limits of the change stream", limits);
    section(text, "The cutover will", cutover);
    return text.toString().stripTrailing();
  }

  private static String seconds(long seconds) {
    return Durations.text(Duration.ofSeconds(seconds));
  }

  private static void section(StringBuilder text, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append('\n').append(title).append(":\n");
      lines.forEach(line -> text.append("  - ").append(line).append('\n'));
    }
  }
}
