package dev.crossover.engine.changes;

import dev.crossover.engine.schema.TableName;
import java.util.Map;
import java.util.Optional;

/**
 * One change of one row, or one row of a backfill.
 *
 * @param values source column name to portable value (see {@code engine.types}); all columns for an
 *     UPSERT, at least the source's key for a DELETE. A value may be null, so this is not an
 *     immutable {@code Map.of} copy
 * @param position where the change stands among all others; {@link ChangePosition#START} for a
 *     backfilled row
 * @param commit empty if the stream tells the order of commits, and of a backfilled row
 * @param file the path of the file that carried the event
 * @param index the event's place in that file, from 0
 */
public record ChangeEvent(
    TableName table,
    Kind kind,
    Map<String, Object> values,
    ChangePosition position,
    Optional<CommitHint> commit,
    String file,
    long index) {

  /** A change of a stream that tells the order of commits. */
  public ChangeEvent(
      TableName table,
      Kind kind,
      Map<String, Object> values,
      ChangePosition position,
      String file,
      long index) {
    this(table, kind, values, position, Optional.empty(), file, index);
  }

  /** What the change leaves behind: a row, or no row. */
  public enum Kind {
    UPSERT,
    DELETE
  }
}
