package dev.crossover.sources.mysql.preflight;

import static java.util.stream.Collectors.joining;

import dev.crossover.contract.Settings;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.schema.SourceTable;
import dev.crossover.engine.schema.SourceTable.SourceForeignKey;
import dev.crossover.engine.schema.SourceTable.SourceForeignKey.Action;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.TableSizes;
import dev.crossover.sources.mysql.schema.Cascades;
import dev.crossover.sources.mysql.sql.Backticks;
import java.util.List;
import java.util.Map;

/**
 * Foreign keys that change rows of children by themselves, on a server whose log does not say so:
 * no stream carries those changes.
 *
 * @param policy what is done about them
 * @param sizes of the tables that a cutover would read once more
 */
public record UnloggedCascades(
    TablesToMove tables, Settings.Source.UnloggedCascades policy, TableSizes sizes)
    implements Check {
  @Override
  public String name() {
    return "unlogged-cascades";
  }

  @Override
  public List<Finding> look() {
    List<SourceTable> changing =
        tables.read().stream().filter(table -> table.movement().unlogged().occur()).toList();
    if (changing.isEmpty()) {
      return List.of(Finding.pass(this, "whatever a foreign key changes by itself is in the log"));
    }
    return policy == Settings.Source.UnloggedCascades.RECOPY
        ? List.of(recopied(changing))
        : changing.stream()
            .flatMap(
                table ->
                    table.foreignKeys().stream()
                        .filter(Cascades::changesChildren)
                        .map(key -> refused(table, key)))
            .toList();
  }

  private Finding recopied(List<SourceTable> changing) {
    Map<TableName, TableSizes.Size> known = sizes.of(tables.schemas());
    return Finding.warning(
        this,
        "rows of %s change by foreign keys without a line in the log; until the cutover copies them again they may differ, and verify does not judge that before"
            .formatted(
                changing.stream().map(table -> named(table.name(), known)).collect(joining(", "))),
        "source.unlogged_cascades is recopy: every row of these tables is read on both sides once"
            + " more inside the fence, which is downtime; with refuse, or without the cascades, it"
            + " is not");
  }

  private static String named(TableName table, Map<TableName, TableSizes.Size> known) {
    return "%s (%s)"
        .formatted(table, known.getOrDefault(table, new TableSizes.Size(0, 0)).inWords());
  }

  private Finding refused(SourceTable table, SourceForeignKey key) {
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
        "ALTER TABLE %1$s DROP FOREIGN KEY %2$s; ALTER TABLE %1$s ADD CONSTRAINT %2$s FOREIGN KEY (%3$s) REFERENCES %4$s (%5$s); and let the application change the children; or set source.unlogged_cascades to recopy; or add %6$s to source.exclude_tables"
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
