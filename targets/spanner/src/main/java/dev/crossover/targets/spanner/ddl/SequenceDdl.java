package dev.crossover.targets.spanner.ddl;

import static dev.crossover.targets.spanner.schema.GoogleSql.quoted;

import dev.crossover.engine.schema.SequencePlan;

/**
 * The statements that make a sequence and hand it over. The target's is bit-reversed and positive,
 * since rising keys would all be written to one end of a Spanner table. Columns get their default
 * with their table: a key column with interleaved child tables cannot be altered later.
 */
public final class SequenceDdl {
  private SequenceDdl() {}

  /** Makes the sequence, before the columns that draw from it. */
  public static String create(SequencePlan plan) {
    return "CREATE SEQUENCE IF NOT EXISTS %s OPTIONS (sequence_kind = 'bit_reversed_positive')"
        .formatted(quoted(plan.name()));
  }

  /** The default of a column that draws from the sequence. */
  public static String next(SequencePlan plan) {
    return "GET_NEXT_SEQUENCE_VALUE(SEQUENCE %s)".formatted(quoted(plan.name()));
  }

  /**
   * May be run again, also with another number.
   *
   * @param used the highest number that the target's sequence must never give, at least 1
   */
  public static String skip(SequencePlan plan, long used) {
    return "ALTER SEQUENCE %s SET OPTIONS (skip_range_min = 1, skip_range_max = %d)"
        .formatted(quoted(plan.name()), used);
  }
}
