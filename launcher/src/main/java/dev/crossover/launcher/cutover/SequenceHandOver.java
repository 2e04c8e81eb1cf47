package dev.crossover.launcher.cutover;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.Statement;
import dev.crossover.contract.SourceException;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.schema.DdlScript;
import dev.crossover.engine.schema.DdlStatement;
import dev.crossover.engine.schema.SchemaApplication;
import dev.crossover.engine.schema.SequencePlan;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.SourceDatabase;
import dev.crossover.engine.target.TargetDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets the target's sequences begin behind everything that is in use. The source is fenced, so
 * nothing grows while this looks.
 */
public final class SequenceHandOver implements RollForwardStep {
  private final SourceDatabase source;
  private final TargetDatabase target;
  private final List<SequencePlan> sequences;
  private final long margin;

  /**
   * @param margin how far behind the highest number in use a sequence begins
   */
  public SequenceHandOver(
      SourceDatabase source, TargetDatabase target, List<SequencePlan> sequences, long margin) {
    this.source = source;
    this.target = target;
    this.sequences = List.copyOf(sequences);
    this.margin = margin;
  }

  @Override
  public String name() {
    return "sequences";
  }

  @Override
  public String plan() {
    return "let "
        + sequences.size()
        + " sequences of the target begin "
        + margin
        + " behind the highest number in use";
  }

  @Override
  public String run() {
    List<DdlStatement> statements = new ArrayList<>();
    for (SequencePlan sequence : sequences) {
      statements.addAll(sequence.statements(skipped(sequence)));
    }
    if (!statements.isEmpty()) {
      new SchemaApplication(target).apply(new DdlScript(statements));
    }
    return sequences.size() + " sequences are handed over";
  }

  private long skipped(SequencePlan sequence) {
    long used = highest(target.client(), sequence);
    if (sequence.source().increment() > 0) {
      used = Math.max(used, lastValue(sequence.source().name()));
    }
    if (used > Long.MAX_VALUE - margin) {
      throw new TargetException(
          "the sequence "
              + sequence.source().name()
              + " has used "
              + used
              + ", and nothing is left behind that; give its keys in the application");
    }
    return used + margin;
  }

  /** The highest number in the columns that draw from the sequence; 0 if there is none. */
  static long highest(DatabaseClient client, SequencePlan sequence) {
    long highest = 0;
    for (SequencePlan.Feed feed : sequence.feeds()) {
      String sql = "SELECT IFNULL(MAX(`" + feed.column() + "`), 0) FROM `" + feed.table() + "`";
      try (ResultSet row = client.singleUse().executeQuery(Statement.of(sql))) {
        row.next();
        highest = Math.max(highest, row.getLong(0));
      } catch (SpannerException e) {
        throw new TargetException(
            "cannot read the highest " + feed.column() + " of " + feed.table(), e);
      }
    }
    return highest;
  }

  /** The last number that was handed out; 0 if none was. */
  private long lastValue(TableName sequence) {
    String quoted =
        '"'
            + sequence.schema().replace("\"", "\"\"")
            + "\".\""
            + sequence.name().replace("\"", "\"\"")
            + '"';
    try (Connection connection = source.connect();
        PreparedStatement statement =
            connection.prepareStatement("SELECT last_value, is_called FROM " + quoted);
        java.sql.ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getBoolean(2) ? row.getLong(1) : 0;
    } catch (SQLException e) {
      throw new SourceException("cannot read the sequence " + sequence, e);
    }
  }
}
