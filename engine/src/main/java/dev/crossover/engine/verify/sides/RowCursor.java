package dev.crossover.engine.verify.sides;

import dev.crossover.engine.verify.encoding.EncodedRow;
import java.util.Iterator;

/** Rows in the order of their keys, read as they are asked for. The caller closes it. */
public interface RowCursor extends Iterator<EncodedRow>, AutoCloseable {
  @Override
  void close();
}
