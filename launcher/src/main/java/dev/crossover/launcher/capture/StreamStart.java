package dev.crossover.launcher.capture;

import dev.crossover.contract.GateNotMetException;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.changes.LogPosition;
import java.util.List;

/** Promise 3: nothing is read in bulk before the change stream has a recorded start position. */
public final class StreamStart {
  private StreamStart() {}

  /**
   * @throws GateNotMetException if no start position is recorded
   */
  public static LogPosition required(ChangeStream stream) {
    ChangeStream.Status status = stream.status();
    return status
        .start()
        .orElseThrow(
            () ->
                new GateNotMetException(
                    "go on to the bulk load",
                    List.of(
                        "the change stream is "
                            + status.state()
                            + " and has no recorded start position"
                            + status.error().map(error -> " (" + error + ")").orElse("")
                            + "; start it with `crossover capture` or `crossover run`")));
  }
}
