package dev.crossover.engine.schema;

import java.util.List;

/**
 * A source sequence and what takes its place in the target.
 *
 * @param source the sequence, with its value when the catalogue was read
 * @param name of the target's sequence
 * @param feeds the target columns that draw from it after cutover
 */
public record SequencePlan(SourceSequence source, String name, List<Feed> feeds) {

  /**
   * A target column that draws from a sequence.
   *
   * @param table the target table's name
   * @param column the target column's name
   * @param source where the column comes from
   */
  public record Feed(String table, String column, SourceSequence.Feed source) {}

  public SequencePlan {
    feeds = List.copyOf(feeds);
  }
}
