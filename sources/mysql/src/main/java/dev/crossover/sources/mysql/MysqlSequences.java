package dev.crossover.sources.mysql;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.schema.SourceSequence;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.SequenceValues;
import dev.crossover.sources.mysql.schema.AutoIncrements;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.util.List;

/** What the counters of AUTO_INCREMENT columns have handed out. */
record MysqlSequences(MysqlDatabase source) implements SequenceValues {
  @Override
  public long lastValue(TableName sequence) {
    return MysqlStatements.run(
            source,
            "read the counter " + sequence,
            connection -> AutoIncrements.read(connection, List.of(sequence.schema())))
        .stream()
        .filter(counter -> counter.name().equals(sequence))
        .findFirst()
        .map(SourceSequence::last)
        .orElseThrow(
            () -> new SourceException("the source has no AUTO_INCREMENT counter " + sequence))
        .orElse(0L);
  }
}
