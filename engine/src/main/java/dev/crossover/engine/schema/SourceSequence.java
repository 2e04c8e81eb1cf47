package dev.crossover.engine.schema;

import java.util.List;
import java.util.Optional;

/**
 * A sequence of the source, also the hidden one of an identity column.
 *
 * @param increment negative for a descending sequence
 * @param last the last value handed out when the catalogue was read; empty if none ever was
 * @param feeds the columns whose default or identity draws from it
 */
public record SourceSequence(
    TableName name,
    long increment,
    long minimum,
    long maximum,
    Optional<Long> last,
    List<Feed> feeds) {

  /** A column that draws from a sequence. */
  public record Feed(TableName table, String column) {}

  public SourceSequence {
    feeds = List.copyOf(feeds);
  }
}
