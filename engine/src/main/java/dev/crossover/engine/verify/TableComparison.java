package dev.crossover.engine.verify;

import dev.crossover.engine.verify.encoding.CanonicalEncoding;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import dev.crossover.engine.verify.sides.AppliedKeys;
import dev.crossover.engine.verify.sides.ComparedSource;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.ComparedTarget;
import dev.crossover.engine.verify.sides.RowCursor;
import dev.crossover.engine.verify.sides.SourceRowReader;
import dev.crossover.engine.verify.sides.TargetRowReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Compares the rows of one table: all of them chunk by chunk, or those of given keys. */
final class TableComparison implements LiveRows {
  /** A table that cannot be cut cheaply is read in about so many chunks. */
  private static final int COSTLY_CHUNKS = 8;

  private static final int MOST_KEYS = 1_000;

  /** The rows of many keys wait in memory for those of the other side, made short. */
  private static final long BYTES_TOGETHER = 16L << 20;

  private final ComparedTable compared;
  private final SourceRowReader source;
  private final TargetRowReader target;

  TableComparison(ComparedSource source, ComparedTarget target, ComparedTable compared) {
    this.compared = compared;
    this.source = source.open(compared);
    this.target = target.open(compared);
  }

  /** Receives every key that is looked at. */
  interface Listener {
    void looked(boolean onSource, int onTarget);

    void differs(ComparedKey key, Optional<EncodedRow> source, List<EncodedRow> target);

    /** A part of the keys is done. */
    void chunkDone();
  }

  long estimatedRows() {
    return source.estimatedRows();
  }

  AppliedKeys applied() {
    return target.applied();
  }

  /**
   * Compares all rows. Chunks are cut on the source's keys; the first has no lower and the last no
   * upper bound, so rows that only the target has are found wherever they stand.
   */
  void compareAll(int chunkRows, Listener listener) {
    boolean cheap = source.indexed() && compared.storedInKeyOrder();
    long rows = cheap ? chunkRows : Math.max(chunkRows, source.estimatedRows() / COSTLY_CHUNKS + 1);
    Optional<ComparedKey> from = Optional.empty();
    do {
      from = compareChunk(from, rows, listener);
      listener.chunkDone();
    } while (from.isPresent());
  }

  /**
   * @return where the next chunk starts; empty after the last
   */
  private Optional<ComparedKey> compareChunk(
      Optional<ComparedKey> from, long rows, Listener listener) {
    try (SourceRowReader.Snapshot snapshot = source.snapshot()) {
      // A key that the target cannot hold cannot bound its rows; the chunk then takes the rest.
      Optional<ComparedKey> to = snapshot.cut(from, rows).filter(target::canBound);
      try (RowCursor sources = snapshot.rows(from, to);
          RowCursor targets = target.rows(from, to)) {
        ChunkMerge.merge(
            sources,
            targets,
            (left, right) -> {
              List<EncodedRow> found = right.map(List::of).orElseGet(List::of);
              judge(left, found, listener);
            });
      }
      return to;
    }
  }

  private static void judge(
      Optional<EncodedRow> source, List<EncodedRow> target, Listener listener) {
    listener.looked(source.isPresent(), target.size());
    boolean same =
        source
            .map(row -> target.size() == 1 && target.get(0).sameAs(row))
            .orElseGet(target::isEmpty);
    if (!same) {
      ComparedKey key = source.or(() -> target.stream().findFirst()).orElseThrow().key();
      listener.differs(key, source, target);
    }
  }

  /** Compares the rows of these keys, in the state in which they are now. */
  void compareKeys(Collection<ComparedKey> keys, Listener listener) {
    Map<ComparedKey, EncodedRow> sources = source(keys);
    Map<ComparedKey, List<EncodedRow>> targets = target(keys);
    BiConsumer<Optional<EncodedRow>, List<EncodedRow>> judge =
        (left, right) -> judge(left, right, listener);
    for (ComparedKey key : keys) {
      judge.accept(Optional.ofNullable(sources.get(key)), targets.getOrDefault(key, List.of()));
    }
    listener.chunkDone();
  }

  @Override
  public Map<ComparedKey, EncodedRow> source(Collection<ComparedKey> keys) {
    Map<ComparedKey, EncodedRow> rows = new TreeMap<>();
    try (RowCursor cursor = source.byKeys(keys)) {
      cursor.forEachRemaining(row -> rows.put(row.key(), row.brief()));
    }
    return rows;
  }

  @Override
  public Map<ComparedKey, List<EncodedRow>> target(Collection<ComparedKey> keys) {
    Map<ComparedKey, List<EncodedRow>> rows = new TreeMap<>();
    try (RowCursor cursor = target.byKeys(keys)) {
      cursor.forEachRemaining(
          row -> rows.computeIfAbsent(row.key(), none -> new ArrayList<>()).add(row.brief()));
    }
    return rows;
  }

  /** How many rows of the table are held in memory at once, on each side. */
  int keysTogether() {
    long bytes = (long) compared.columns().size() * CanonicalEncoding.LONGEST_BRIEF;
    return (int) Math.max(1, Math.min(MOST_KEYS, BYTES_TOGETHER / bytes));
  }

  @Override
  public Map<ComparedKey, String> marks(Collection<ComparedKey> keys) {
    return target.applied().marks(keys);
  }
}
