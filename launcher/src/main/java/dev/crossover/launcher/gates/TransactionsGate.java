package dev.crossover.launcher.gates;

import static java.util.stream.Collectors.joining;

import dev.crossover.engine.source.OpenTransaction;
import dev.crossover.engine.source.Writers;
import java.time.Duration;
import java.util.List;

/** Nobody holds a transaction open that the drain would have to wait for, or could not end. */
record TransactionsGate(Writers writers, Duration limit) implements GateCheck {
  @Override
  public String name() {
    return "open-transactions";
  }

  @Override
  public Gate look() {
    List<OpenTransaction> inTheWay =
        writers.open().stream()
            .filter(open -> open.prepared() || open.age().compareTo(limit) > 0)
            .toList();
    return new Gate(
        name(),
        inTheWay.isEmpty()
            ? "none"
            : inTheWay.stream().map(OpenTransaction::text).collect(joining("; ")),
        "none that is prepared or older than " + limit.toSeconds() + " s",
        inTheWay.isEmpty(),
        "wait for them, or end them");
  }
}
