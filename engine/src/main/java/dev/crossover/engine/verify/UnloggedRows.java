package dev.crossover.engine.verify;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import dev.crossover.engine.verify.sides.ComparedSource;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.ComparedTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds the rows that differ by changes which the source's log does not have, and gives no verdict.
 * The source must be fenced and all its logged changes applied.
 */
public final class UnloggedRows {
  private final ComparedSource source;
  private final ComparedTarget target;
  private final int chunkRows;

  /**
   * @param chunkRows rows of the source between two cuts; at least 1
   */
  public UnloggedRows(ComparedSource source, ComparedTarget target, int chunkRows) {
    this.source = source;
    this.target = target;
    this.chunkRows = chunkRows;
  }

  /**
   * Reads every row of a table on both sides and hands over the keys of those rows, each once. A
   * row that differs otherwise is left to the verification.
   *
   * @param batch the most keys handed over at once
   * @throws dev.crossover.contract.CrossoverException if the table cannot be compared
   */
  public void find(TargetTable table, int batch, Consumer<List<ComparedKey>> keys) {
    ComparedTable compared = ComparedTable.of(table, source);
    compared
        .refusal(target)
        .ifPresent(
            reason -> {
              throw new TargetException(
                  "the rows of %s cannot be compared, to copy those again that differ: %s; leave the table out with source.exclude_tables"
                      .formatted(table.source(), reason));
            });
    Batches found = new Batches(new UnloggedDifference(compared), batch, keys);
    new TableComparison(source, target, compared).compareAll(chunkRows, found);
    found.handOver();
  }

  /** Nothing is handed over while a chunk is open: the target's rows must not change under it. */
  private static final class Batches implements TableComparison.Listener {
    private final UnloggedDifference unlogged;
    private final int batch;
    private final Consumer<List<ComparedKey>> keys;
    private final List<ComparedKey> found = new ArrayList<>();

    Batches(UnloggedDifference unlogged, int batch, Consumer<List<ComparedKey>> keys) {
      this.unlogged = unlogged;
      this.batch = batch;
      this.keys = keys;
    }

    @Override
    public void looked(boolean onSource, int onTarget) {}

    @Override
    public void differs(ComparedKey key, Optional<EncodedRow> left, List<EncodedRow> right) {
      if (unlogged.explains(left, right)) {
        found.add(key);
      }
    }

    @Override
    public void chunkDone() {
      handOver();
    }

    void handOver() {
      for (int from = 0; from < found.size(); from += batch) {
        keys.accept(List.copyOf(found.subList(from, Math.min(found.size(), from + batch))));
      }
      found.clear();
    }
  }
}
