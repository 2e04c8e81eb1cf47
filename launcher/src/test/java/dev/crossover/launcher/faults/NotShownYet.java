package dev.crossover.launcher.faults;

import java.util.List;

/** Faults that the page should have and no test shows. A line goes when its test comes. */
final class NotShownYet {
  static final List<String> LIST =
      List.of(
          "Disk full on the source's or the target's machine.",
          "A launcher that stands still in `cleanup --abandon` right before it drops the journal,"
              + " while another one gives the migration up, begins a new one and cuts it over.",
          "A superuser who commits between the last look and the journal and is still carried over:"
              + " such a row stays on the source, and `status` raises an alarm.",
          "Each kind of schema change at each moment, on a real database: each is shown at one"
              + " moment before the fence with either source, four of them inside it too; that a"
              + " cutover asks for the schema at all of its moments is shown in memory.",
          "A command killed with each source at a checkpoint in which the source has no part: it is"
              + " killed there with one of the two.");

  private NotShownYet() {}
}
