package dev.crossover.launcher.faults;

import java.util.List;

/** Faults that the page should have and no test shows. A line goes when its test comes. */
final class NotShownYet {
  static final List<String> LIST =
      List.of(
          "Disk full under the launcher's own log and reports, and on the source's or the target's"
              + " machine.",
          "PostgreSQL that crashes and is back at once during bulk load, verification, fence, drain"
              + " and un-fencing of a real cutover; only capture meets it.",
          "The target dead or standing still in the middle of a real cutover.",
          "A launcher that stands still for longer than its lease in `cleanup --abandon`, or while"
              + " another one gives the migration up.",
          "A superuser who commits between the last look and the journal and is still carried over:"
              + " such a row stays on the source, and `status` raises an alarm.",
          "Schema changes of every kind in every phase; each kind is noticed by the gate before a"
              + " cutover, and again by the last look inside the fence.");

  private NotShownYet() {}
}
