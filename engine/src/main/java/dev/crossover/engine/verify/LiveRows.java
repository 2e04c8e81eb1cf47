package dev.crossover.engine.verify;

import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A table's rows by key, as they are at the moment of the call, every value made short. */
interface LiveRows {
  /** Keys without a row are left out. */
  Map<ComparedKey, EncodedRow> source(Collection<ComparedKey> keys);

  /** Keys without a row are left out. */
  Map<ComparedKey, List<EncodedRow>> target(Collection<ComparedKey> keys);

  /** What live apply recorded of the keys, in a form that changes with every event. */
  Map<ComparedKey, String> marks(Collection<ComparedKey> keys);
}
