package dev.crossover.engine.source;

import dev.crossover.engine.schema.TableName;

/** What the sequences of the source have handed out. */
public interface SequenceValues {
  /**
   * The last number that a sequence handed out; 0 if it has handed out none.
   *
   * @throws dev.crossover.contract.SourceException if the sequence cannot be read
   */
  long lastValue(TableName sequence);
}
