package dev.crossover.targets.spanner;

import static java.util.stream.Collectors.joining;

import com.google.cloud.spanner.AbortedException;
import com.google.cloud.spanner.ErrorCode;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.TransactionContext;
import com.google.cloud.spanner.TransactionManager;
import dev.crossover.engine.schema.SchemaScript;
import dev.crossover.engine.schema.SequencePlan;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.TargetSequences;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.client.SpannerErrors;
import dev.crossover.targets.spanner.ddl.SequenceDdl;
import dev.crossover.targets.spanner.ddl.SpannerSchemaApplier;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bit-reversed sequences of a Spanner database. */
public final class SpannerSequences implements TargetSequences {
  private static final Logger LOG = LoggerFactory.getLogger(SpannerSequences.class);

  private static final Set<ErrorCode> NOT_COPYABLE =
      EnumSet.of(
          ErrorCode.ALREADY_EXISTS, ErrorCode.FAILED_PRECONDITION, ErrorCode.INVALID_ARGUMENT);

  /** Another transaction may make Spanner abort ours; that says nothing about the sequence. */
  private static final int ATTEMPTS = 20;

  private final SpannerDatabase target;

  public SpannerSequences(SpannerDatabase target) {
    this.target = target;
  }

  @Override
  public long highest(SequencePlan sequence) {
    long highest = 0;
    for (SequencePlan.Feed feed : sequence.feeds()) {
      String sql = "SELECT IFNULL(MAX(`" + feed.column() + "`), 0) FROM `" + feed.table() + "`";
      try (ResultSet row = target.client().singleUse().executeQuery(Statement.of(sql))) {
        row.next();
        highest = Math.max(highest, row.getLong(0));
      } catch (SpannerException e) {
        throw SpannerErrors.cannot("read the highest " + feed.column() + " of " + feed.table(), e);
      }
    }
    return highest;
  }

  @Override
  public void begin(Map<SequencePlan, Long> used) {
    List<String> statements = new ArrayList<>();
    used.forEach(
        (sequence, highest) -> {
          if (highest > 0) {
            statements.add(SequenceDdl.skip(sequence, highest));
          }
        });
    if (!statements.isEmpty()) {
      new SpannerSchemaApplier(target).apply(new SchemaScript(statements));
    }
  }

  @Override
  public OptionalLong insertedNumber(TargetTable table, String column) {
    String others =
        table.writtenColumns().stream()
            .map(TargetColumn::name)
            .filter(name -> !name.equals(column))
            .map(name -> '`' + name + '`')
            .collect(joining(", "));
    if (others.isEmpty()) {
      return OptionalLong.empty();
    }
    String insert =
        "INSERT INTO `%s` (%s) SELECT %s FROM `%s` LIMIT 1 THEN RETURN `%s`"
            .formatted(table.name(), others, others, table.name(), column);
    try {
      return rolledBack(insert);
    } catch (SpannerException e) {
      if (NOT_COPYABLE.contains(e.getErrorCode())) {
        return OptionalLong.empty();
      }
      throw SpannerErrors.cannot("try an insert into " + table.name(), e);
    }
  }

  @Override
  public long drawnNumber(SequencePlan sequence) {
    try {
      return rolledBack("SELECT GET_NEXT_SEQUENCE_VALUE(SEQUENCE `" + sequence.name() + "`)")
          .orElseThrow();
    } catch (SpannerException e) {
      throw SpannerErrors.cannot("draw from the sequence " + sequence.name(), e);
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
