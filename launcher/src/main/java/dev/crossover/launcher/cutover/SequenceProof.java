package dev.crossover.launcher.cutover;

import static java.util.stream.Collectors.joining;

import com.google.cloud.spanner.AbortedException;
import com.google.cloud.spanner.ErrorCode;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.TransactionContext;
import com.google.cloud.spanner.TransactionManager;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.schema.SequencePlan;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.TargetDatabase;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inserts a copy of some row without naming the column that draws from a sequence, looks at the
 * number it got, and rolls back. Where no row can be copied (the table is empty, or another column
 * is unique) it draws a number alone.
 */
public final class SequenceProof implements RollForwardStep {
  private static final Set<ErrorCode> NOT_COPYABLE =
      EnumSet.of(
          ErrorCode.ALREADY_EXISTS, ErrorCode.FAILED_PRECONDITION, ErrorCode.INVALID_ARGUMENT);

  /** Another transaction may make the target abort ours; that says nothing about the sequence. */
  private static final int ATTEMPTS = 20;

  private static final Logger LOG = LoggerFactory.getLogger(SequenceProof.class);

  private final TargetDatabase target;
  private final TargetSchema schema;
  private final List<SequencePlan> sequences;

  public SequenceProof(TargetDatabase target, TargetSchema schema, List<SequencePlan> sequences) {
    this.target = target;
    this.schema = schema;
    this.sequences = List.copyOf(sequences);
  }

  @Override
  public String name() {
    return "sequences-proof";
  }

  @Override
  public String plan() {
    return "insert a row that draws from each sequence, look at its number, and roll back";
  }

  @Override
  public String run() {
    int copied = 0;
    int drawn = 0;
    for (SequencePlan sequence : sequences) {
      long highest = SequenceHandOver.highest(target.client(), sequence);
      for (SequencePlan.Feed feed : sequence.feeds()) {
        OptionalLong number = insertedNumber(feed);
        if (number.isPresent()) {
          copied++;
        } else {
          drawn++;
        }
        requireUnused(sequence, number.orElseGet(() -> drawnNumber(sequence)), highest);
      }
    }
    return copied + " columns proved by an insert, " + drawn + " by drawing a number";
  }

  private static void requireUnused(SequencePlan sequence, long number, long highest) {
    if (number <= highest) {
      throw new TargetException(
          "the sequence "
              + sequence.name()
              + " gave "
              + number
              + ", which may be in use, as the highest is "
              + highest
              + "; look at its skip range");
    }
  }

  private OptionalLong insertedNumber(SequencePlan.Feed feed) {
    TargetTable table =
        schema.tables().stream()
            .filter(t -> t.name().equals(feed.table()))
            .findFirst()
            .orElseThrow(
                () -> new TargetException("the target schema has no table " + feed.table()));
    String others =
        table.writtenColumns().stream()
            .map(TargetColumn::name)
            .filter(name -> !name.equals(feed.column()))
            .map(name -> '`' + name + '`')
            .collect(joining(", "));
    if (others.isEmpty()) {
      return OptionalLong.empty();
    }
    String insert =
        "INSERT INTO `%s` (%s) SELECT %s FROM `%s` LIMIT 1 THEN RETURN `%s`"
            .formatted(table.name(), others, others, table.name(), feed.column());
    try {
      return rolledBack(insert);
    } catch (SpannerException e) {
      if (NOT_COPYABLE.contains(e.getErrorCode())) {
        return OptionalLong.empty();
      }
      throw new TargetException("cannot try an insert into " + table.name(), e);
    }
  }

  private long drawnNumber(SequencePlan sequence) {
    try {
      return rolledBack("SELECT GET_NEXT_SEQUENCE_VALUE(SEQUENCE `" + sequence.name() + "`)")
          .orElseThrow();
    } catch (SpannerException e) {
      throw new TargetException("cannot draw from the sequence " + sequence.name(), e);
    }
  }

  private OptionalLong rolledBack(String sql) {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return rolledBackOnce(sql);
      } catch (AbortedException e) {
        LOG.debug("sequence-proof=aborted attempt={}", attempt);
      }
    }
    return rolledBackOnce(sql);
  }

  private OptionalLong rolledBackOnce(String sql) {
    try (TransactionManager manager = target.client().transactionManager()) {
      TransactionContext transaction = manager.begin();
      try (ResultSet row = transaction.executeQuery(Statement.of(sql))) {
        return row.next() ? OptionalLong.of(row.getLong(0)) : OptionalLong.empty();
      } finally {
        manager.rollback();
      }
    }
  }
}
