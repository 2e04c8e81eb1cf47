package dev.crossover.engine.bulk;

import dev.crossover.contract.SettingsException;
import dev.crossover.engine.bulk.ReloadRow.Outcome;
import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.Target;
import java.util.Map;

/** Tries the bulk load's dead letters again, when the source or the mapping has been put right. */
public final class BulkDeadLetters {
  private final TargetSchema schema;
  private final DeadLetters deadLetters;
  private final ReloadRow reloadRow;

  /**
   * @param target has its own tables already; see {@link dev.crossover.engine.target.OwnTables}.
   *     What live apply has written there stays
   */
  public BulkDeadLetters(
      RowSource source, Target target, TargetSchema schema, DeadLetters deadLetters) {
    this.schema = schema;
    this.deadLetters = deadLetters;
    this.reloadRow = ReloadRow.besideLiveApply(source, target, schema);
  }

  /**
   * Reads the letter's row from the source by its key and loads it; the letter is closed if that
   * succeeds or the source has no such row any more, else the new reason is kept.
   *
   * @param by who asks for it
   * @throws SettingsException if the letter is not one of a row
   */
  public Outcome retry(DeadLetter letter, String by) {
    TargetTable table =
        letter
            .table()
            .flatMap(name -> schema.bySource(TableName.parse(name)))
            .orElseThrow(
                () ->
                    new SettingsException(
                        "the dead letter %s is of a table that is not moved; discard it"
                            .formatted(letter.id())));
    Map<String, String> key =
        SourceValues.parse(deadLetters.raw(letter), SourceValues.keyColumns(table));
    Outcome outcome = reloadRow.reload(table, key);
    if (outcome instanceof Outcome.Refused refused) {
      deadLetters.retriedWithoutSuccess(letter, by, refused.reason());
    } else if (outcome instanceof Outcome.Gone) {
      deadLetters.applied(letter, by, "the source has no such row any more");
    } else {
      deadLetters.applied(letter, by, "loaded as the source has it now");
    }
    return outcome;
  }
}
