package dev.crossover.sources.postgresql.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import dev.crossover.contract.Settings.Schema.Indexes;
import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.bulk.BulkDeadLetters;
import dev.crossover.engine.bulk.BulkLoad;
import dev.crossover.engine.bulk.ReloadRow.Outcome;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.ledger.PartitionLedger;
import dev.crossover.engine.ledger.TableProgress;
import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.rows.Row;
import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.schema.Mapping;
import dev.crossover.engine.schema.SchemaOptions;
import dev.crossover.engine.schema.SchemaPlan;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.Phases;
import dev.crossover.engine.target.Target;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.sources.postgresql.rows.PostgresqlRows;
import dev.crossover.sources.postgresql.schema.PostgresqlCatalogue;
import dev.crossover.targets.spanner.SpannerTarget;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.ddl.SpannerSchemaApplier;
import dev.crossover.targets.spanner.ledger.SpannerPartitionLedger;
import dev.crossover.targets.spanner.schema.SpannerSchemaPlanner;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BulkLoadIT {
  private static final String PREFIX = "crossover_shadow_";

  /** A source to which things happen just before, or just after, a table is read. */
  private static final class LiveSource implements RowSource {
    private final RowSource rows;
    private final Map<String, Runnable> before = new HashMap<>();
    private final Map<String, Runnable> after = new HashMap<>();

    LiveSource(RowSource rows) {
      this.rows = rows;
    }

    @Override
    public LogPosition position() {
      return rows.position();
    }

    @Override
    public long estimatedRows(TargetTable table) {
      return rows.estimatedRows(table);
    }

    @Override
    public List<Partition> cut(TargetTable table, int count) {
      return rows.cut(table, count);
    }

    @Override
    public void read(TargetTable table, Partition partition, Consumer<Row> consumer) {
      before.getOrDefault(table.name(), () -> {}).run();
      rows.read(table, partition, consumer);
      after.getOrDefault(table.name(), () -> {}).run();
    }

    @Override
    public Snapshot snapshot() {
      return rows.snapshot();
    }

    @Override
    public Snapshot snapshotOfAllLogged() {
      return rows.snapshotOfAllLogged();
    }

    @Override
    public SourceText text() {
      return rows.text();
    }
  }

  /** A source, a target with its schema, and a bulk load between them. */
  private static final class Setting implements AutoCloseable {
    private final TestSource source;
    private final SchemaPlan plan;
    private final SpannerDatabase target;
    private final Target filled;
    private final LiveSource rows;
    private final DeadLetters deadLetters =
        new DeadLetters(new InMemoryBucket(), "dead-letters", Clock.systemUTC());
    private final PartitionLedger ledger;

    Setting(String sql) {
      source = TestSource.create(sql);
      plan =
          new SpannerSchemaPlanner()
              .plan(
                  new PostgresqlCatalogue(source.database()).read(List.of("public"), List.of()),
                  new SchemaOptions(
                      List.of("public"), List.of(), Indexes.BEFORE_LOAD, Mapping.NONE))
              .orThrow();
      target = TestSpanner.create(SpannerPartitionLedger.ddl());
      new SpannerSchemaApplier(target).apply(plan.scripts().beforeLoad());
      rows = new LiveSource(new PostgresqlRows(source.database()));
      filled = new SpannerTarget(target, true, PREFIX);
      Phases.move(filled, Phase.BULK_LOADING);
      ledger = filled.partitionLedger();
    }

    BulkLoad load() {
      return new BulkLoad(
          rows, filled, plan.target(), deadLetters, new CommitLimits(40, 1_000_000));
    }

    void loadAll(int partitionRows) {
      BulkLoad load = load();
      load.plan(partitionRows)
          .values()
          .forEach(level -> level.forEach(part -> load.load(part.table(), part.number())));
    }

    TableProgress progress(String table) {
      return ledger.progress(plan.target()).stream()
          .filter(progress -> progress.table().name().equals(table))
          .findFirst()
          .orElseThrow();
    }

    List<String> column(String sql) {
      List<String> values = new ArrayList<>();
      try (ResultSet rows = target.client().singleUse().executeQuery(Statement.of(sql))) {
        while (rows.next()) {
          values.add(rows.getString(0));
        }
      }
      return values;
    }

    @Override
    public void close() {
      source.close();
      target.close();
    }
  }

  @Test
  void loadsParentsThatCameAfterTheirTableWasReadAndLeavesGoneRowsAlone() {
    try (Setting setting =
        new Setting(
            "CREATE TABLE region (code text PRIMARY KEY, name text);"
                + "CREATE TABLE shop (id int PRIMARY KEY, region text REFERENCES region);"
                + "CREATE TABLE sale (shop int REFERENCES shop, no int, PRIMARY KEY (shop, no));"
                + "INSERT INTO region VALUES ('n', 'north');"
                + "INSERT INTO shop VALUES (1, 'n');"
                + "INSERT INTO sale SELECT 1, i FROM generate_series(1, 50) i")) {
      setting.rows.before.put(
          "sale",
          () ->
              setting.source.execute(
                  "INSERT INTO region VALUES ('s', 'south'); INSERT INTO shop VALUES (2, 's'), (3,"
                      + " 's'); INSERT INTO sale VALUES (0 + 2, 1), (2, 2), (3, 1)"));
      setting.rows.after.put(
          "sale", () -> setting.source.execute("DELETE FROM sale WHERE shop = 3"));

      setting.loadAll(1_000);

      assertThat(setting.ledger.isComplete(setting.plan.target())).isTrue();
      assertThat(setting.deadLetters.open()).isEmpty();
      assertThat(setting.column("SELECT CAST(COUNT(*) AS STRING) FROM sale")).containsExactly("52");
      assertThat(setting.column("SELECT name FROM region ORDER BY name"))
          .containsExactly("north", "south");
      assertThat(setting.progress("sale").rows()).isEqualTo(52);
      assertThat(setting.progress("sale").gone()).isEqualTo(1);
    }
  }

  @Test
  void aUniqueValueThatWentToAnotherRowIsFollowed() {
    try (Setting setting =
        new Setting(
            "CREATE TABLE account (id int PRIMARY KEY, email text UNIQUE);"
                + "INSERT INTO account SELECT i, 'mail' || i FROM generate_series(1, 20) i")) {
      AtomicInteger reads = new AtomicInteger();
      setting.rows.before.put(
          "account",
          () -> {
            if (reads.incrementAndGet() == 2) {
              setting.source.execute(
                  "UPDATE account SET email = 'x' WHERE id = 20;"
                      + "UPDATE account SET email = 'mail20' WHERE id = 1;"
                      + "UPDATE account SET email = 'mail1' WHERE id = 2;"
                      + "UPDATE account SET email = 'mail2' WHERE id = 20");
            }
          });

      setting.loadAll(10);

      assertThat(setting.deadLetters.open()).isEmpty();
      assertThat(setting.progress("account").rows()).isEqualTo(20);
      assertThat(
              setting.column(
                  "SELECT CONCAT(CAST(id AS STRING), ' ', email) FROM account"
                      + " WHERE id IN (1, 2, 19, 20) ORDER BY id"))
          .containsExactly("1 mail20", "2 mail1", "19 mail19", "20 mail2");
    }
  }

  @Test
  void rowsThatTheTargetCannotHoldAreDeadLettersUntilTheyAreRetried() {
    try (Setting setting =
        new Setting(
            "CREATE TABLE event (id int PRIMARY KEY, at timestamptz, data json);"
                + "INSERT INTO event SELECT i, now(), '{}' FROM generate_series(1, 30) i;"
                + "UPDATE event SET at = 'infinity' WHERE id = 7;"
                + "UPDATE event SET data = '{\"a\":1,\"a\":2}' WHERE id = 20;"
                + "CREATE TABLE note (id int PRIMARY KEY, event int REFERENCES event);"
                + "INSERT INTO note VALUES (1, 6), (2, 7), (3, NULL)")) {
      setting.loadAll(10);

      List<DeadLetter> letters = setting.deadLetters.open();
      assertThat(letters)
          .extracting(DeadLetter::unit)
          .containsExactlyInAnyOrder(
              "bulk/public.event/0", "bulk/public.event/1", "bulk/public.note/0");
      assertThat(setting.progress("event"))
          .isEqualTo(
              new TableProgress(
                  setting.progress("event").table(),
                  20,
                  3,
                  3,
                  28,
                  setting.progress("event").bytes(),
                  2,
                  0));
      assertThat(setting.column("SELECT CAST(id AS STRING) FROM note ORDER BY id"))
          .containsExactly("1", "3");

      setting.source.execute("UPDATE event SET at = now() WHERE id = 7");
      setting.source.execute("DELETE FROM event WHERE id = 20");
      setting.filled.administration().ownTables().make(setting.plan.target());
      BulkDeadLetters retries =
          new BulkDeadLetters(
              setting.rows, setting.filled, setting.plan.target(), setting.deadLetters);
      Map<String, Outcome> outcomes = new HashMap<>();
      letters.forEach(letter -> outcomes.put(letter.id(), retries.retry(letter, "ann")));

      assertThat(outcomes.values())
          .containsExactlyInAnyOrder(
              new Outcome.Loaded(), new Outcome.Gone(), new Outcome.Loaded());
      assertThat(setting.deadLetters.open()).isEmpty();
      assertThat(setting.column("SELECT CAST(id AS STRING) FROM note ORDER BY id"))
          .containsExactly("1", "2", "3");
    }
  }

  @Test
  void rowsAboveTheCellLimitAreDeadLettersWithTheirWholeRecordAndCanBeMended() {
    try (Setting setting =
        new Setting(
            "CREATE TABLE note (id int PRIMARY KEY, body text);"
                + "INSERT INTO note SELECT i, repeat('x', 21000000) FROM generate_series(1, 4) i;"
                + "INSERT INTO note SELECT i, 'short' FROM generate_series(5, 9) i")) {
      setting.loadAll(100);

      assertThat(setting.deadLetters.countOpen()).isEqualTo(4);
      assertThat(setting.column("SELECT CAST(count(*) AS STRING) FROM note")).containsExactly("5");
      List<DeadLetter> letters = setting.deadLetters.open();
      assertThat(letters).allMatch(letter -> letter.raw().bytes() > 21_000_000);

      setting.source.execute("UPDATE note SET body = 'mended' WHERE id < 5");
      setting.filled.administration().ownTables().make(setting.plan.target());
      BulkDeadLetters retries =
          new BulkDeadLetters(
              setting.rows, setting.filled, setting.plan.target(), setting.deadLetters);
      letters.forEach(letter -> retries.retry(letter, "ann"));

      assertThat(setting.deadLetters.countOpen()).isZero();
      assertThat(setting.column("SELECT body FROM note WHERE id < 5"))
          .containsExactly("mended", "mended", "mended", "mended");
    }
  }

  @Test
  void aRetryKeepsWhatLiveApplyHasWrittenAndTellsWhyItFails() {
    try (Setting setting =
        new Setting(
            "CREATE TABLE event (id int PRIMARY KEY, at timestamptz);"
                + "INSERT INTO event VALUES (1, 'infinity'), (2, 'infinity')")) {
      setting.loadAll(10);
      List<DeadLetter> letters = setting.deadLetters.open();
      assertThat(letters).hasSize(2);
      setting.filled.administration().ownTables().make(setting.plan.target());
      setting
          .target
          .client()
          .write(
              List.of(
                  Mutation.newInsertBuilder(PREFIX + "event")
                      .set("id")
                      .to(1)
                      .set("commit_major")
                      .to(1)
                      .set("commit_minor")
                      .to(0)
                      .set("major")
                      .to(1)
                      .set("minor")
                      .to(0)
                      .set("event_index")
                      .to(0)
                      .set("file")
                      .to("f")
                      .set("deleted")
                      .to(true)
                      .build()));
      setting.source.execute("UPDATE event SET at = now() WHERE id = 1");
      BulkDeadLetters retries =
          new BulkDeadLetters(
              setting.rows, setting.filled, setting.plan.target(), setting.deadLetters);

      letters.forEach(letter -> retries.retry(letter, "ann"));

      assertThat(setting.column("SELECT CAST(id AS STRING) FROM event")).isEmpty();
      assertThat(setting.deadLetters.open()).hasSize(1);
      assertThat(setting.deadLetters.open().get(0).raw().text().orElseThrow())
          .contains("\"id\":\"2\"");
      assertThat(setting.deadLetters.open().get(0).attempt()).isEqualTo(2);
    }
  }

  @Test
  void aPlanStaysAsItWasMadeAndAPartitionIsLoadedOnce() {
    try (Setting setting =
        new Setting(
            "CREATE TABLE a (id int PRIMARY KEY);"
                + "INSERT INTO a SELECT i FROM generate_series(1, 25) i")) {
      setting.rows.after.put(
          "a",
          () -> {
            throw new IllegalStateException("killed");
          });
      List<Partition> first = setting.load().plan(10).get(0);
      assertThatThrownBy(() -> setting.load().load(first.get(1).table(), 1)).hasMessage("killed");
      LogPosition position = setting.ledger.firstPosition().orElseThrow();
      setting.rows.after.clear();

      setting.source.execute("INSERT INTO a SELECT i FROM generate_series(26, 1000) i");
      assertThat(setting.load().plan(7).get(0)).isEqualTo(first).hasSize(3);
      setting.loadAll(10);
      setting.loadAll(10);

      assertThat(setting.progress("a").rows()).isEqualTo(1_000);
      assertThat(setting.ledger.firstPosition()).contains(position);
      assertThat(setting.load().plan(10)).isEmpty();
      setting.source.execute("DELETE FROM a");
      setting.load().load(first.get(0).table(), 0);
      assertThat(setting.progress("a").rows()).isEqualTo(1_000);
    }
  }
}
