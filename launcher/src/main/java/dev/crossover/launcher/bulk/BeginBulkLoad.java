package dev.crossover.launcher.bulk;

import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Phase;
import dev.crossover.launcher.capture.StreamStart;
import dev.crossover.launcher.workflow.Step;
import java.util.Map;

/** Lets the bulk load begin once the change stream has a recorded start position. */
public final class BeginBulkLoad implements Step {
  private final ChangeStream stream;

  public BeginBulkLoad(ChangeStream stream) {
    this.stream = stream;
  }

  @Override
  public Phase phase() {
    return Phase.CAPTURING;
  }

  @Override
  public void run(Lease lease) {
    StreamStart.required(stream);
    lease.advance(Phase.CAPTURING, Phase.BULK_LOADING, Map.of());
  }
}
