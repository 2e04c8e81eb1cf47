package dev.crossover.engine.verify.sides;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.verify.encoding.ComparedKey;
import java.util.Collection;
import java.util.Optional;

/**
 * The rows of one source table, in the order of {@link ComparedKey}. For one thread; every read
 * throws {@link SourceException} if the source cannot be read.
 */
public interface SourceRowReader {
  /** The number of rows, from statistics where the source has them. */
  long estimatedRows();

  /** Whether a chunk can be read without sorting or scanning the whole table. */
  boolean indexed();

  /** One moment of the source; the caller closes it before it opens the next. */
  Snapshot snapshot();

  /** The rows of these keys, all of one moment, in any order. */
  RowCursor byKeys(Collection<ComparedKey> keys);

  /** Reads of the table that all see the same moment. */
  interface Snapshot extends AutoCloseable {
    /**
     * The key that stands {@code rows} after {@code from}, or after the first key if {@code from}
     * is empty.
     *
     * @param rows at least 1
     * @return empty if there are not so many
     */
    Optional<ComparedKey> cut(Optional<ComparedKey> from, long rows);

    /** The rows of {@code [from, to)} in key order; an empty bound is none. */
    RowCursor rows(Optional<ComparedKey> from, Optional<ComparedKey> to);

    @Override
    void close();
  }
}
