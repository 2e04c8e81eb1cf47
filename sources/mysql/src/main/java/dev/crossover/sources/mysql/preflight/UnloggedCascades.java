package dev.crossover.sources.mysql.preflight;

import static java.util.stream.Collectors.joining;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.schema.SourceTable;
import dev.crossover.engine.schema.SourceTable.SourceForeignKey;
import dev.crossover.engine.schema.SourceTable.SourceForeignKey.Action;
import dev.crossover.sources.mysql.sql.Backticks;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * InnoDB changes the children of a cascading foreign key by itself, and logs nothing of it, so no
 * stream carries those changes.
 */
public record UnloggedCascades(TablesToMove tables) implements Check {
  private static final Set<Action> CHANGES_CHILDREN =
      EnumSet.of(Action.CASCADE, Action.SET_NULL, Action.SET_DEFAULT);

  @Override
  public String name() {
    return "unlogged-cascades";
  }

  @Override
  public List<Finding> look() {
    List<Finding> findings =
        tables.read().stream()
            .flatMap(
                table ->
                    table.foreignKeys().stream()
                        .filter(UnloggedCascades::changesChildren)
                        .map(key -> finding(table, key)))
            .toList();
    return findings.isEmpty()
        ? List.of(Finding.pass(this, "no foreign key changes rows by itself"))
        : findings;
  }

  private static boolean changesChildren(SourceForeignKey key) {
    return CHANGES_CHILDREN.contains(key.onDelete()) || CHANGES_CHILDREN.contains(key.onUpdate());
  }

  private Finding finding(SourceTable table, SourceForeignKey key) {
    String child = Backticks.quoted(table.name());
    String name = Backticks.quoted(key.name());
    return Finding.fail(
        this,
        "foreign key %s changes rows of %s when those of %s change (ON DELETE %s, ON UPDATE %s), and the log does not say so"
            .formatted(
                key.name(),
                table.name(),
                key.parent(),
                words(key.onDelete()),
                words(key.onUpdate())),
        "ALTER TABLE %1$s DROP FOREIGN KEY %2$s; ALTER TABLE %1$s ADD CONSTRAINT %2$s FOREIGN KEY (%3$s) REFERENCES %4$s (%5$s); and let the application change the children; or add %6$s to source.exclude_tables"
            .formatted(
                child,
                name,
                columns(key.columns()),
                Backticks.quoted(key.parent()),
                columns(key.parentColumns()),
                table.name()));
  }

  private static String words(Action action) {
    return action.name().replace('_', ' ');
  }

  private static String columns(List<String> names) {
    return names.stream().map(Backticks::quoted).collect(joining(", "));
  }
}
