package dev.crossover.launcher.faults;

import dev.crossover.engine.faults.Fault;
import java.util.Map;

/**
 * A row of the table of faults.
 *
 * @param test class and method
 */
record FaultRow(
    Fault.Kind kind,
    String fault,
    String moment,
    String outcome,
    String sourceClosed,
    Fault.RowsLost rowsLost,
    String test) {
  static final String COLUMNS =
      """
      | fault | moment | outcome | longest time the source was closed | rows lost | test |
      |---|---|---|---|---|---|
      """;

  FaultRow {
    if ((fault + moment + outcome + sourceClosed).contains("|")) {
      throw new IllegalArgumentException("a row of the table has a '|' in it, at " + test);
    }
  }

  /** What {@code @Fault} says, by its fields. */
  static FaultRow of(Map<String, String> said, String test) {
    return new FaultRow(
        Fault.Kind.valueOf(said.get("kind")),
        said.get("fault"),
        said.get("moment"),
        said.get("outcome"),
        said.getOrDefault("sourceClosed", Fault.NO_LONGER),
        Fault.RowsLost.valueOf(said.getOrDefault("rowsLost", "NOT_COMPARED")),
        test);
  }

  String line() {
    return "| %s | %s | %s | %s | %s | `%s` |\n"
        .formatted(fault, moment, outcome, sourceClosed, rowsLost.text(), test);
  }
}
