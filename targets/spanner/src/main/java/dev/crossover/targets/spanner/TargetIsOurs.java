package dev.crossover.targets.spanner;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import java.util.List;

/** The target answers, and its database is not there yet, empty, or this migration's own. */
final class TargetIsOurs implements Check {
  private final SpannerAdmin place;
  private final String journalTable;

  /**
   * @param journalTable the table that a migration of ours makes first
   */
  TargetIsOurs(SpannerAdmin place, String journalTable) {
    this.place = place;
    this.journalTable = journalTable;
  }

  @Override
  public String name() {
    return "target-database";
  }

  @Override
  public List<Finding> look() {
    if (!place.instanceExists()) {
      return List.of(
          place.makesInstances()
              ? Finding.pass(this, "the instance will be made on the emulator")
              : Finding.fail(
                  this,
                  "there is no instance " + place.id().getInstanceId(),
                  "create it, or name another in target.instance"));
    }
    if (!place.databaseExists()) {
      return List.of(Finding.pass(this, place.id() + " will be made"));
    }
    List<String> tables = place.tableNames();
    if (tables.isEmpty()) {
      return List.of(Finding.pass(this, place.id() + " is empty"));
    }
    return List.of(
        tables.contains(journalTable)
            ? Finding.pass(this, place.id() + " belongs to a migration that has begun")
            : Finding.fail(
                this,
                "%s has %d tables that no migration of ours made"
                    .formatted(place.id(), tables.size()),
                "name an empty database in target.database, or drop these tables"));
  }
}
