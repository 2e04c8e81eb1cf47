package dev.crossover.launcher.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.ExitCode;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.Phase;
import dev.crossover.launcher.cli.MovedSource;
import dev.crossover.launcher.real.RealMigration.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The source's schema changes in the middle of a migration, with rows that depend on it. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SchemaChangesInFlightIT {
  private static final String TABLES =
      Rows.TABLES
          + """
          ALTER TABLE track ADD note varchar(100);
          CREATE TABLE loose (id int PRIMARY KEY, note varchar(100));
          CREATE TABLE event (id int PRIMARY KEY, note varchar(100)) PARTITION BY RANGE (id)%s;
          INSERT INTO loose SELECT id, concat('loose ', id) FROM album WHERE id <= 30;
          INSERT INTO event SELECT id, concat('event ', id) FROM album WHERE id <= 30;
          """;

  private static final String POSTGRESQL_PARTITION =
      ";CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (0) TO (100)";

  private static final String MYSQL_PARTITION = " (PARTITION event_1 VALUES LESS THAN (100))";

  private static final List<MovedSource> SOURCES =
      List.of(MovedSource.POSTGRESQL, MovedSource.MYSQL);

  private static final List<Moment> BEFORE_THE_FENCE =
      List.of(Moment.BULK_LOAD, Moment.LIVE_APPLY, Moment.READY);

  private static final List<SchemaChange> INSIDE_THE_FENCE =
      List.of(
          SchemaChange.ADD_COLUMN,
          SchemaChange.DROP_TABLE,
          SchemaChange.SWAP_TABLE,
          SchemaChange.TRUNCATE);

  @TempDir private Path folder;

  /** Each before the fence, where the moments take turns; those that lose most inside it too. */
  static List<Arguments> changes() {
    List<Arguments> changes = new ArrayList<>();
    for (MovedSource kind : SOURCES) {
      int turn = 0;
      for (SchemaChange change : SchemaChange.values()) {
        Moment moment = BEFORE_THE_FENCE.get(turn++ % BEFORE_THE_FENCE.size());
        changes.add(Arguments.of(kind, change, moment));
      }
      INSIDE_THE_FENCE.forEach(change -> changes.add(Arguments.of(kind, change, Moment.CATCH_UP)));
    }
    return changes;
  }

  @ParameterizedTest
  @MethodSource("changes")
  @Fault(
      kind = Fault.Kind.SCHEMA_CHANGE,
      fault =
          "a column is added, dropped, renamed or gets another type; a table is made, dropped,"
              + " renamed, swapped or truncated; a partition is attached; an index or a constraint"
              + " is made",
      moment =
          "each in one of bulk load, live apply and READY, four of them also in the catch-up of a"
              + " cutover, on a real database",
      outcome =
          "moved with every row and column, or a command refuses and names the table; the"
              + " application writes again",
      sourceClosed = Fault.UNTIL_SEEN,
      rowsLost = Fault.RowsLost.NONE)
  void isMovedOrRefusedWithTheTablesName(MovedSource kind, SchemaChange change, Moment moment) {
    String tables = TABLES.formatted(kind.words(POSTGRESQL_PARTITION, MYSQL_PARTITION));
    try (MovedSource.Opened source = kind.open(tables);
        Application application = Application.start(source)) {
      RealMigration migration = new RealMigration(folder, source, source.port());
      List<Answer> answers = new ArrayList<>();
      moment.approach(migration, Rows::requireDone);
      answers.add(moment.reach(migration, () -> source.execute(change.sql(kind))));
      assertThat(migration.calls.areOver()).isTrue();
      if (migration.phase() != Phase.SWITCHED) {
        application.awaitWrites();
        answers.add(migration.run());
        answers.add(migration.verify());
        answers.add(migration.cutOver());
      }
      assertThat(answers).extracting(Answer::exit).doesNotContain(ExitCode.BUG);
      if (migration.phase() == Phase.SWITCHED) {
        assertThat(BothSides.everythingInTheTarget(source, migration.target()))
            .isEqualTo(BothSides.everything(source));
      } else {
        assertThat(answers).extracting(Answer::message).anyMatch(m -> m.contains(change.table));
        application.awaitWrites();
      }
      application.close();
      Rows.requireDone(migration.cleanUp(migration.phase() != Phase.SWITCHED));
    }
  }
}
