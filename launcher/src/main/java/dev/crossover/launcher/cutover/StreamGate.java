package dev.crossover.launcher.cutover;

import dev.crossover.launcher.stream.ChangeStream;
import dev.crossover.launcher.stream.ChangeStream.Status;

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
