package dev.crossover.launcher.preflight;

import dev.crossover.contract.GoogleCapture;
import dev.crossover.engine.changes.ChangeMetadata;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a service that reads the source in our place cannot carry, or cannot tell.
 *
 * @param planned what is moved; asked for when the check looks
 */
public record ServedStream(Supplier<TargetSchema> planned, ChangeMetadata changes)
    implements Check {
  @Override
  public String name() {
    return "stream-service";
  }

  @Override
  public List<Finding> look() {
    List<TargetTable> tables = planned.get().movedTables();
    List<Finding> findings = new ArrayList<>();
    if (tables.size() > GoogleCapture.MOST_TABLES) {
      findings.add(
          Finding.fail(
              this,
              "a stream of Datastream carries %,d tables at most, got %,d"
                  .formatted(GoogleCapture.MOST_TABLES, tables.size()),
              "leave tables out with source.exclude_tables"));
    }
    List<String> leftOut = tables.stream().flatMap(this::leftOut).toList();
    if (!leftOut.isEmpty()) {
      findings.add(
          Finding.fail(
              this,
              "Datastream leaves %d columns out of what it tells: %s"
                  .formatted(leftOut.size(), String.join(", ", leftOut)),
              "give them another type in the source, such as text, or leave them behind:"
                  + " \"skip\": true in the mapping file"));
    }
    if (findings.isEmpty()) {
      findings.add(
          Finding.pass(
              this, "Datastream carries every column of %,d tables".formatted(tables.size())));
    }
    changes
        .datastreamLimits()
        .forEach(limit -> findings.add(Finding.warning(this, limit, "crossover plan has it too")));
    return findings;
  }

  private Stream<String> leftOut(TargetTable table) {
    return table.columns().stream()
        .filter(column -> !column.generated())
        .filter(column -> changes.isLeftOutByDatastream(column.sourceType()))
        .map(
            column ->
                "%s.%s (%s)"
                    .formatted(table.source(), column.source(), column.sourceType().declared()));
  }
}
