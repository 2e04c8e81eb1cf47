package dev.crossover.engine.verify;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A table's rows by key, as they are at the moment of the call. */
interface LiveRows {
  /** Keys without a row are left out. */
  Map<RowKey, EncodedRow> source(Collection<RowKey> keys);

  /** Keys without a row are left out. */
  Map<RowKey, List<EncodedRow>> target(Collection<RowKey> keys);

  /** What live apply recorded of the keys, in a form that changes with every event. */
  Map<RowKey, String> marks(Collection<RowKey> keys);
}
