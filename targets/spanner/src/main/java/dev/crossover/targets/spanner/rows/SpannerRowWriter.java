package dev.crossover.targets.spanner.rows;

import com.google.cloud.spanner.SpannerException;
import dev.crossover.engine.target.RowWriter;
import dev.crossover.engine.target.TargetRow;
import dev.crossover.targets.spanner.client.MutationWriter;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import java.util.List;

/** Commits rows without reading first. */
public final class SpannerRowWriter implements RowWriter {
  private final MutationWriter writer;

  public SpannerRowWriter(SpannerDatabase database) {
    this.writer = new MutationWriter(database);
  }

  @Override
  public void write(List<TargetRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    try {
      writer.write(rows.stream().map(RowMutations::upsert).toList());
    } catch (SpannerException e) {
      TargetRow last = rows.get(rows.size() - 1);
      throw Refusals.of("write rows of " + last.table().source(), e);
    }
  }
}
