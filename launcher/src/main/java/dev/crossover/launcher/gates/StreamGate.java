package dev.crossover.launcher.gates;

import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.capture.ChangeStream.Status;

/** The change stream runs. */
record StreamGate(ChangeStream stream) implements GateCheck {
  @Override
  public String name() {
    return "change-stream";
  }

  @Override
  public Gate look() {
    Status status = stream.status();
    return new Gate(
        name(),
        status.state() + status.error().map(error -> " (" + error + ")").orElse(""),
        "RUNNING",
        status.state() == ChangeStream.State.RUNNING,
        "start it with crossover capture");
  }
}
