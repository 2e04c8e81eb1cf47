package dev.crossover.targets.spanner.ddl;

import static dev.crossover.targets.spanner.schema.GoogleSql.quoted;

import dev.crossover.engine.schema.SequencePlan;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements that hand a sequence over. The target's is bit-reversed and positive, since rising
 * keys would all be written to one end of a Spanner table.
 */
public final class SequenceDdl {
  private SequenceDdl() {}

  /**
   * The statements may be run again, also with another value.
   *
   * @param used the highest number that the target's sequence must never give: the highest that is
   *     in use or was handed out, plus a margin; below 1 if none was
   */
  public static List<String> statements(SequencePlan plan, long used) {
    String name = quoted(plan.name());
    String range = used < 1 ? "" : "skip_range_min = 1, skip_range_max = " + used;
    List<String> statements = new ArrayList<>();
    statements.add(
        "CREATE SEQUENCE IF NOT EXISTS %s OPTIONS (sequence_kind = 'bit_reversed_positive'%s)"
            .formatted(name, range.isEmpty() ? "" : ", " + range));
    if (!range.isEmpty()) {
      statements.add("ALTER SEQUENCE %s SET OPTIONS (%s)".formatted(name, range));
    }
    for (SequencePlan.Feed feed : plan.feeds()) {
      statements.add(
          "ALTER TABLE %s ALTER COLUMN %s SET DEFAULT (GET_NEXT_SEQUENCE_VALUE(SEQUENCE %s))"
              .formatted(quoted(feed.table()), quoted(feed.column()), name));
    }
    return statements;
  }
}
