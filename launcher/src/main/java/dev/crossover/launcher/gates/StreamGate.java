package dev.crossover.launcher.gates;

import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.capture.ChangeStream.Status;
import java.util.List;

/** The change stream runs, and carries the changes of every moved table. */
record StreamGate(ChangeStream stream) implements GateCheck {
  @Override
  public String name() {
    return "change-stream";
  }

  @Override
  public Gate look() {
    Status status = stream.status();
    if (status.state() != ChangeStream.State.RUNNING) {
      return gate(seen(status), false, "start it with crossover capture");
    }
    List<String> uncaptured = stream.uncaptured();
    return uncaptured.isEmpty()
        ? gate(seen(status), true, "")
        : gate(
            seen(status) + ", but " + String.join("; ", uncaptured),
            false,
            "changes are missing on the target, so start a new migration: crossover cleanup"
                + " --abandon, then crossover run");
  }

  private static String seen(Status status) {
    return status.state() + status.error().map(error -> " (" + error + ")").orElse("");
  }

  private Gate gate(String seen, boolean met, String hint) {
    return new Gate(name(), seen, "RUNNING, with every moved table", met, hint);
  }
}
