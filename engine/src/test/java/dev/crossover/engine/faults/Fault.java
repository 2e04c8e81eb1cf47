package dev.crossover.engine.faults;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A row of {@code docs/RELIABILITY.md}, on the test that would fail if the row were not true. It
 * claims nothing that the test does not assert; {@code FaultTableTest} makes the page of all rows.
 */
@Documented
@Repeatable(Fault.All.class)
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
public @interface Fault {
  /** The source is open, or the fault adds nothing to the time for which it is closed. */
  String NO_LONGER = "–";

  /** The cutover itself sees the fault. */
  String UNTIL_SEEN = "until the fault is seen; un-fenced at once";

  /** The cutover sees the fault, and cannot reach the source before it is over. */
  String UNTIL_REACHED = "until the source can be reached; un-fenced then";

  /** Whoever held the lease is gone; the watch or the next command sees that. */
  String LEASE = "lease of 30 s, then un-fenced";

  /** The fault can be anywhere in a cutover that goes on or is dead. */
  String LEASE_OR_FOR_GOOD = LEASE + "; after the journal for good";

  /** Nothing but the clock ends the cutover. */
  String MAX_DOWNTIME = "`max_downtime_seconds`, then un-fenced";

  /** The target owns the data. */
  String FOR_GOOD = "for good, the target owns the data";

  /** Where the row stands. */
  Kind kind();

  /** What goes wrong. */
  String fault();

  /** When it strikes. */
  String moment();

  /** What the test asserts. */
  String outcome();

  /** What bounds the time for which the source is closed; no measurement. */
  String sourceClosed() default NO_LONGER;

  /** What became of the rows. */
  RowsLost rowsLost() default RowsLost.NOT_COMPARED;

  /** The sections of the page, in their order. */
  enum Kind {
    KILLED("kill -9"),
    STOPPED("SIGSTOP, and processes that hang"),
    DISK_FULL("Disk full"),
    SOURCE("The source is stopped, restarted, cut off or slow"),
    TARGET("The target is dead, slow or aborts"),
    REFUSED_CALL("A call fails, with its effect or without it"),
    TWO_LAUNCHERS("Two launchers at once"),
    CLOCK("Clock steps"),
    ROGUE_WRITER("Rogue writers"),
    SCHEMA_CHANGE("Schema changes"),
    LOST_STATE("Files, slots and records that are lost or damaged");

    private final String heading;

    Kind(String heading) {
      this.heading = heading;
    }

    public String heading() {
      return heading;
    }
  }

  /** What a test says about the rows; they are compared or they are not. */
  enum RowsLost {
    /** The rows of both sides, or the changes captured, were compared and none was missing. */
    NONE("0"),
    /** None but those of a writer that no fence stops, and of these `status` tells. */
    ONLY_LATE("0, but for what is written after the last look"),
    NOT_COMPARED("not compared");

    private final String text;

    RowsLost(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /** More than one row. */
  @Documented
  @Retention(RetentionPolicy.SOURCE)
  @Target(ElementType.METHOD)
  @interface All {
    Fault[] value();
  }
}
