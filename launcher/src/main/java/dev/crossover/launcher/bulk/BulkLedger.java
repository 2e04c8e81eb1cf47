package dev.crossover.launcher.bulk;

import dev.crossover.engine.ledger.PartitionLedger;
import dev.crossover.engine.schema.TargetSchema;
import java.util.function.Supplier;

/**
 * The bulk load by the ledger of its partitions.
 *
 * @param schema what is moved, as the schema step wrote it
 */
public record BulkLedger(PartitionLedger ledger, Supplier<TargetSchema> schema)
    implements LoadLedger {
  @Override
  public BulkProgress progress() {
    return new BulkProgress(
        ledger.progress(schema.get()).stream()
            .map(
                table ->
                    new BulkProgress.Table(
                        table.table().toString(),
                        table.rows(),
                        table.bytes(),
                        table.estimatedRows(),
                        table.partitionsDone(),
                        table.partitions()))
            .toList(),
        ledger.firstPosition());
  }
}
