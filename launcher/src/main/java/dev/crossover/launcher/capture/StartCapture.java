package dev.crossover.launcher.capture;

import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Phase;
import dev.crossover.launcher.plan.WriteSchema;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.workflow.Step;
import java.util.Map;

/** Writes the schema, then starts the change stream: no change can be missed from here on. */
public final class StartCapture implements Step {
  private final WriteSchema schema;
  private final ChangeStream stream;
  private final StreamProof proof;
  private final Progress progress;

  public StartCapture(
      WriteSchema schema, ChangeStream stream, StreamProof proof, Progress progress) {
    this.schema = schema;
    this.stream = stream;
    this.proof = proof;
    this.progress = progress;
  }

  @Override
  public Phase phase() {
    return Phase.PLANNED;
  }

  @Override
  public void run(Lease lease) {
    progress.note(schema.plan().text());
    stream.prepare();
    stream.start();
    proof.of(stream).ifPresent(progress::note);
    LogPosition start = StreamStart.required(stream);
    progress.note("capture: every change after " + proof.text(start) + " is kept");
    lease.advance(
        Phase.PLANNED, Phase.CAPTURING, Map.of(JournalDetails.STREAM_START, start.toString()));
  }
}
