package dev.crossover.engine.verify;

import java.util.Iterator;

/** Rows in the order of their keys, read as they are asked for. */
interface RowCursor extends Iterator<EncodedRow>, AutoCloseable {
  @Override
  void close();
}
