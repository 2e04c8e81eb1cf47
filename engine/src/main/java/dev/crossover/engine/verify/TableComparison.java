package dev.crossover.engine.verify;

import com.google.cloud.spanner.DatabaseClient;
import dev.crossover.engine.source.SourceDatabase;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Compares the rows of one table: all of them chunk by chunk, or those of given keys. */
final class TableComparison implements LiveRows {
  /** A table that cannot be cut cheaply is read in about so many chunks. */
  private static final int COSTLY_CHUNKS = 8;

  private final ComparedTable compared;
  private final SourceRows source;
  private final TargetRows target;
  private final ShadowRows shadow;

  TableComparison(
      SourceDatabase sourceDatabase,
      DatabaseClient targetClient,
      ComparedTable compared,
      String shadowTablePrefix) {
    this.compared = compared;
    this.source = SourceRows.open(sourceDatabase, compared);
    this.target = new TargetRows(targetClient, compared);
    this.shadow = new ShadowRows(targetClient, compared, shadowTablePrefix);
  }

  /** Hears of every key that is looked at. */
  interface Listener {
    void looked(boolean onSource, int onTarget);

    void differs(RowKey key, Optional<EncodedRow> source, List<EncodedRow> target);

    /** A part of the keys is done. */
    void chunkDone();
  }

  long estimatedRows() {
    return source.estimatedRows();
  }

  ShadowRows shadow() {
    return shadow;
  }

  /**
   * Compares all rows. Chunks are cut on the source's keys; the first has no lower and the last no
   * upper bound, so rows that only the target has are found wherever they stand.
   */
  void compareAll(int chunkRows, Listener listener) {
    boolean cheap = source.indexed() && compared.storedInKeyOrder();
    long rows = cheap ? chunkRows : Math.max(chunkRows, source.estimatedRows() / COSTLY_CHUNKS + 1);
    Optional<RowKey> from = Optional.empty();
    do {
      from = compareChunk(from, rows, listener);
      listener.chunkDone();
    } while (from.isPresent());
  }

  /**
   * @return where the next chunk starts; empty after the last
   */
  private Optional<RowKey> compareChunk(Optional<RowKey> from, long rows, Listener listener) {
    try (SourceRows.Snapshot snapshot = source.snapshot()) {
      // A key that the target cannot hold cannot bound its rows; the chunk then takes the rest.
      Optional<RowKey> to = snapshot.cut(from, rows).filter(target::canBound);
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
      RowKey key = source.or(() -> target.stream().findFirst()).orElseThrow().key();
      listener.differs(key, source, target);
    }
  }

  /** Compares the rows of these keys, in the state in which they are now. */
  void compareKeys(Collection<RowKey> keys, Listener listener) {
    Map<RowKey, EncodedRow> sources = source.byKeys(keys);
    Map<RowKey, List<EncodedRow>> targets = target.byKeys(keys);
    BiConsumer<Optional<EncodedRow>, List<EncodedRow>> judge =
        (left, right) -> judge(left, right, listener);
    for (RowKey key : keys) {
      judge.accept(Optional.ofNullable(sources.get(key)), targets.getOrDefault(key, List.of()));
    }
    listener.chunkDone();
  }

  @Override
  public Map<RowKey, EncodedRow> source(Collection<RowKey> keys) {
    return source.byKeys(keys);
  }

  @Override
  public Map<RowKey, List<EncodedRow>> target(Collection<RowKey> keys) {
    return target.byKeys(keys);
  }

  @Override
  public Map<RowKey, String> marks(Collection<RowKey> keys) {
    return shadow.marks(keys);
  }
}
