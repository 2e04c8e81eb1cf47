package dev.crossover.launcher.capture;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.capture.ChangeStream;

/** What waits for changes looks whether they still come. */
public final class RunningStream {
  private RunningStream() {}

  /**
   * @throws SourceException if the stream does not run
   */
  public static void require(ChangeStream stream) {
    ChangeStream.Status status = stream.status();
    if (status.state() != ChangeStream.State.RUNNING) {
      throw new SourceException(
          "the change stream does not run any more (%s%s); the source keeps the changes meanwhile: crossover run starts the stream again and goes on"
              .formatted(status.state(), status.error().map(error -> ": " + error).orElse("")));
    }
  }
}
