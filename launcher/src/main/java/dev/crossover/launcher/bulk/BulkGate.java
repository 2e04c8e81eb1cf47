package dev.crossover.launcher.bulk;

import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.changes.PositionText;
import dev.crossover.launcher.gates.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Whether the live job may take over from the bulk load: the stream has kept every change since
 * before the first read, and everything was loaded.
 */
public final class BulkGate {
  private final ChangeStream stream;
  private final PositionText positions;
  private final LoadLedger ledger;
  private final LongSupplier openDeadLetters;
  private final String streamHint;
  private final ToLongFunction<String> targetRows;

  /**
   * @param streamHint what a person does first when the stream does not run
   * @param targetRows counts the rows of a target table, given its source name
   */
  public BulkGate(
      ChangeStream stream,
      PositionText positions,
      LoadLedger ledger,
      LongSupplier openDeadLetters,
      String streamHint,
      ToLongFunction<String> targetRows) {
    this.stream = stream;
    this.positions = positions;
    this.ledger = ledger;
    this.openDeadLetters = openDeadLetters;
    this.streamHint = streamHint;
    this.targetRows = targetRows;
  }

  /** Every condition with what was seen. */
  List<Gate> look() {
    ChangeStream.Status status = stream.status();
    BulkProgress bulk = ledger.progress();
    return List.of(
        running(status), startedFirst(status, bulk), loaded(bulk), deadLetters(), counts(bulk));
  }

  private Gate running(ChangeStream.Status status) {
    return new Gate(
        "change-stream",
        status.state() + status.error().map(error -> " (" + error + ")").orElse(""),
        "RUNNING",
        status.state() == ChangeStream.State.RUNNING,
        streamHint + " and run the command again");
  }

  private Gate startedFirst(ChangeStream.Status status, BulkProgress bulk) {
    boolean met =
        status.start().isPresent()
            && bulk.firstRead().isPresent()
            && bulk.firstRead().get().isAtLeast(status.start().get());
    return new Gate(
        "stream-start",
        "stream start %s, first bulk read at %s"
            .formatted(text(status.start()), text(bulk.firstRead())),
        "stream start at or before the first bulk read",
        met,
        "changes between the two are lost: run cleanup --abandon and start again");
  }

  private String text(Optional<LogPosition> position) {
    return position.map(positions::of).orElse("unknown");
  }

  private static Gate loaded(BulkProgress bulk) {
    List<String> missing =
        bulk.tables().stream()
            .filter(table -> !table.done())
            .map(
                table ->
                    "%s (%d of %d)"
                        .formatted(table.name(), table.donePartitions(), table.partitions()))
            .toList();
    return new Gate(
        "partitions",
        missing.isEmpty() ? "all loaded" : "not loaded: " + String.join(", ", missing),
        "all loaded",
        missing.isEmpty(),
        "run the command again; loaded partitions are not loaded twice");
  }

  private Gate deadLetters() {
    long open = openDeadLetters.getAsLong();
    return new Gate(
        "dead-letters",
        open + " open",
        "0 open",
        open == 0,
        "look at `crossover dead-letters list`, then retry or discard them");
  }

  /** More than were loaded is possible: a partition that was loaded twice keeps deleted rows. */
  private Gate counts(BulkProgress bulk) {
    List<String> tooFew = new ArrayList<>();
    for (BulkProgress.Table table : bulk.tables()) {
      long rows = targetRows.applyAsLong(table.name());
      if (rows < table.rows()) {
        tooFew.add("%s has %d of %d".formatted(table.name(), rows, table.rows()));
      }
    }
    return new Gate(
        "row-counts",
        tooFew.isEmpty() ? "every loaded row is there" : String.join(", ", tooFew),
        "every loaded row on the target",
        tooFew.isEmpty(),
        "another program writes to the target: stop it, then cleanup --abandon and start again");
  }
}
