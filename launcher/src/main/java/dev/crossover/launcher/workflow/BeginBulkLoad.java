package dev.crossover.launcher.workflow;

import dev.crossover.launcher.journal.Lease;
import dev.crossover.launcher.journal.Phase;
import dev.crossover.launcher.stream.ChangeStream;
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
