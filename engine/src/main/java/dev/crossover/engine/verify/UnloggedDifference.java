package dev.crossover.engine.verify;

import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.verify.encoding.EncodedRow;
import dev.crossover.engine.verify.sides.ComparedTable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which differences of a table's rows can come of changes that the source's log does not have.
 * Every other one is a fault, in such a table too.
 */
final class UnloggedDifference {
  private final ComparedTable compared;
  private final Set<String> changing;
  private final boolean keyChanges;

  UnloggedDifference(ComparedTable compared) {
    TargetTable table = compared.table();
    this.compared = compared;
    this.changing = new HashSet<>(table.unlogged().columns());
    this.keyChanges =
        table.sourceKey().stream().anyMatch(changing::contains)
            || table.primaryKey().stream().anyMatch(changing::contains);
    if (!changing.isEmpty()) {
      table.columns().stream()
          .filter(TargetColumn::generated)
          .forEach(column -> changing.add(column.name()));
    }
  }

  /** Whether the table has such changes at all. */
  boolean isPossible() {
    return compared.table().unlogged().occur();
  }

  /** Whether the rows of one key may differ so. */
  boolean explains(Optional<EncodedRow> source, List<EncodedRow> target) {
    if (!isPossible() || target.size() > 1) {
      return false;
    }
    if (keyChanges) {
      return true;
    }
    if (source.isEmpty()) {
      return compared.table().unlogged().rowsGo();
    }
    return !target.isEmpty()
        && source.get().differences(target.get(0)).stream()
            .map(column -> compared.targetNames().get(column))
            .allMatch(changing::contains);
  }
}
