package dev.crossover.targets.spanner.verify;

import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.Value;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.verify.sides.ComparedTarget;
import dev.crossover.engine.verify.sides.ComparedTargetContract;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class SpannerComparedTargetIT extends ComparedTargetContract {
  // As live apply's shadow tables are.
  private static final String SHADOW =
      "CREATE TABLE shadow_%s (id INT64, commit_major INT64, commit_minor INT64, major INT64, minor"
          + " INT64, event_index INT64, file STRING(MAX), deleted BOOL, applied_at TIMESTAMP"
          + " OPTIONS (allow_commit_timestamp = true)) PRIMARY KEY (id)";
  private static final List<String> TABLES = List.of("item", "line", "shadow_item", "shadow_line");

  private static SpannerDatabase database;

  @BeforeAll
  static void create() {
    database =
        TestSpanner.create(
            List.of(
                "CREATE TABLE item (id INT64, name STRING(MAX)) PRIMARY KEY (id)",
                "CREATE TABLE line (id INT64, t INT64) PRIMARY KEY (t, id)",
                SHADOW.formatted("item"),
                SHADOW.formatted("line")));
  }

  @BeforeEach
  void empty() {
    Stream<Mutation> deletes = TABLES.stream().map(table -> Mutation.delete(table, KeySet.all()));
    database.client().write(deletes.toList());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  protected ComparedTarget target() {
    return new SpannerComparedTarget(database.client(), "shadow_");
  }

  @Override
  protected void put(TargetTable table, Object... values) {
    Mutation.WriteBuilder row = Mutation.newInsertOrUpdateBuilder(table.name());
    for (int i = 0; i < values.length; i++) {
      String column = table.columns().get(i).name();
      Object value = values[i];
      row.set(column).to(value instanceof String text ? Value.string(text) : integer(value));
    }
    database.client().write(List.of(row.build()));
  }

  private static Value integer(Object value) {
    return Value.int64((Long) value);
  }

  @Override
  protected void mark(TargetTable table, long event, long id) {
    database
        .client()
        .write(
            List.of(
                Mutation.newInsertOrUpdateBuilder("shadow_" + table.name())
                    .set("id")
                    .to(id)
                    .set("commit_major")
                    .to(event)
                    .set("commit_minor")
                    .to(0)
                    .set("major")
                    .to(event)
                    .set("minor")
                    .to(0)
                    .set("event_index")
                    .to(0)
                    .set("file")
                    .to("file")
                    .set("deleted")
                    .to(false)
                    .set("applied_at")
                    .to(Value.COMMIT_TIMESTAMP)
                    .build()));
  }
}
