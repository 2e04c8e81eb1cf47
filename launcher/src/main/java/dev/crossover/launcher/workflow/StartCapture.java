package dev.crossover.launcher.workflow;

import dev.crossover.engine.changes.Position;
import dev.crossover.launcher.journal.Lease;
import dev.crossover.launcher.journal.Phase;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.stream.ChangeStream;
import java.util.Map;

/** Writes the schema, then starts the change stream: no change can be missed from here on. */
public final class StartCapture implements Step {
  private final WriteSchema schema;
  private final ChangeStream stream;
  private final Progress progress;

  public StartCapture(WriteSchema schema, ChangeStream stream, Progress progress) {
    this.schema = schema;
    this.stream = stream;
    this.progress = progress;
  }

  @Override
  public Phase phase() {
    return Phase.PLANNED;
  }

  @Override
  public void run(Lease lease) {
    progress.note(schema.plan().text());
    stream.start();
    Position start = StreamStart.required(stream);
    progress.note("capture: every change after " + start.toLsn() + " is kept");
    lease.advance(Phase.PLANNED, Phase.CAPTURING, Map.of(Facts.STREAM_START, start.toLsn()));
  }
}
