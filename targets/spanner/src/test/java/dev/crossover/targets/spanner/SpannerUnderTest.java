package dev.crossover.targets.spanner;

import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.Value;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.target.Phases;
import dev.crossover.engine.target.Target;
import dev.crossover.engine.target.TargetUnderTest;
import dev.crossover.engine.target.TargetValues;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import java.util.ArrayList;
import java.util.List;

/** A database of the emulator with its tables. */
public final class SpannerUnderTest implements TargetUnderTest {
  private final SpannerDatabase database;
  private final SpannerTarget target;

  private SpannerUnderTest(SpannerDatabase database) {
    this.database = database;
    this.target = new SpannerTarget(database, true, "shadow_");
  }

  /**
   * @param ddl makes the schema's tables
   */
  public static SpannerUnderTest create(TargetSchema schema, List<String> ddl) {
    SpannerUnderTest created = new SpannerUnderTest(TestSpanner.create(ddl));
    created.target.administration().ownTables().make(schema);
    Phases.move(created.target, Phase.BULK_LOADING);
    return created;
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public List<List<Object>> rows(String table, String... columns) {
    TargetValues values = target.values((value, type) -> value.toString());
    List<List<Object>> rows = new ArrayList<>();
    String sql = "SELECT `%s` FROM `%s` ORDER BY 1".formatted(String.join("`, `", columns), table);
    try (ResultSet result = database.client().singleUse().executeQuery(Statement.of(sql))) {
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
          Value value = result.getValue(i);
          row.add(value.isNull() ? null : values.portable(values.keyPart(value)));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  @Override
  public String wordsForAMissingParent() {
    return "Cannot find referenced key";
  }

  @Override
  public void beginAnew(Phase phase) {
    database
        .client()
        .write(
            List.of(
                Mutation.delete("crossover_journal", KeySet.all()),
                Mutation.delete("crossover_journal_history", KeySet.all())));
    Phases.move(target, phase);
  }

  @Override
  public void close() {
    target.close();
  }
}
