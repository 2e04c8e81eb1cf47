package dev.crossover.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.faults.Fault;
import dev.crossover.launcher.cli.HeldLauncher.Place;
import dev.crossover.launcher.cli.TestEnvironment.Answered;
import dev.crossover.launcher.world.Checkpoints;
import dev.crossover.targets.spanner.TestSpanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A migration of each source whose launcher is killed at one checkpoint after the other: where it
 * asks the source in both, at the others, which are the same whatever is moved, in one of the two
 * by turns.
 */
class KilledAtEveryCheckpointIT {
  private static final String TABLES =
      """
      CREATE TABLE album (id int %s PRIMARY KEY, title varchar(1000) NOT NULL);
      INSERT INTO album WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s
        WHERE n < 50) SELECT n, concat('album ', n) FROM s;
      """;

  private static final int ROWS = 50;

  /** The class that fills in each port; the checkpoint's second word is its method. */
  private static final Map<String, String> PORTS =
      Map.ofEntries(
          Map.entry("store", "dev.crossover.targets.spanner.SpannerStore"),
          Map.entry("journal", "dev.crossover.targets.spanner.journal.SpannerJournal"),
          Map.entry("bucket", "dev.crossover.platforms.local.DirectoryBucket"),
          Map.entry("own-tables", "dev.crossover.targets.spanner.SpannerOwnTables"),
          Map.entry("stream", "dev.crossover.platforms.local.LocalChangeStream"),
          Map.entry("bulk", "dev.crossover.platforms.local.ChildJob"),
          Map.entry("live", "dev.crossover.platforms.local.SupervisedJob"),
          Map.entry("partitions", "dev.crossover.launcher.bulk.BulkLedger"),
          Map.entry("applied", "dev.crossover.launcher.live.LedgerChanges"),
          Map.entry("copy-again", "dev.crossover.launcher.cutover.EngineRowsToCopyAgain"),
          Map.entry("verification", "dev.crossover.launcher.verify.EngineVerification"),
          Map.entry("schema", "dev.crossover.launcher.rollforward.AfterCutoverSchema"),
          Map.entry("switch", "dev.crossover.launcher.rollforward.SwitchCommand"),
          Map.entry("fence-watch", "dev.crossover.platforms.local.ChildFenceWatch"));

  /** The same of each source. */
  private static final Map<MovedSource, Map<String, String>> SOURCES =
      Map.of(
          MovedSource.POSTGRESQL,
          Map.of(
              "fence", "dev.crossover.sources.postgresql.fence.PostgresqlFence",
              "log", "dev.crossover.sources.postgresql.log.PostgresqlLog",
              "writers", "dev.crossover.sources.postgresql.fence.PostgresqlWriters"),
          MovedSource.MYSQL,
          Map.of(
              "fence", "dev.crossover.sources.mysql.fence.MysqlFence",
              "log", "dev.crossover.sources.mysql.log.MysqlLog",
              "writers", "dev.crossover.sources.mysql.fence.MysqlWriters"));

  /** Calls of the stream in which the source has its part. */
  private static final Set<String> WITH_THE_SOURCE =
      Set.of("stream.start", "stream.uncaptured", "stream.remove");

  /** Reached only where foreign keys change rows unlogged: {@link CascadesMovedIT}. */
  private static final String OF_CASCADES = "copy-again.copy";

  private static final Map<String, Place> OTHERS =
      Map.of(
          "schema.apply",
          new Place("dev.crossover.targets.spanner.ddl.SpannerSchemaApplier", "apply"),
          "files.delete",
          new Place("dev.crossover.platforms.local.LocalPlatform", "deleteWorkFiles"),
          "order.settle",
          new Place("dev.crossover.engine.deadletters.DeadLetters", "open"));

  private static final int CUTOVER = Checkpoints.OF_A_MIGRATION.indexOf("fence.look");
  private static final int CLEANUP = Checkpoints.OF_A_MIGRATION.indexOf("bulk.cancel");

  private static final List<String> OF_RUN = Checkpoints.OF_A_MIGRATION.subList(0, CUTOVER);

  private static final List<String> OF_CUTOVER =
      Checkpoints.OF_A_MIGRATION.subList(CUTOVER, CLEANUP);

  private static final List<String> OF_CLEANUP =
      Checkpoints.OF_A_MIGRATION.subList(CLEANUP, Checkpoints.OF_A_MIGRATION.size());

  /** The steps of a cutover, for what it does between two checkpoints, shared out as well. */
  private static final Map<MovedSource, List<Place>> STEPS =
      Map.of(
          MovedSource.POSTGRESQL,
          List.of(
              step("Drain", "run"),
              step("SequenceHandOver", "run"),
              step("WriteJournal", "commit")),
          MovedSource.MYSQL,
          List.of(step("CatchUp", "run"), step("LastLook", "run")));

  @TempDir private Path folder;
  private Application application;
  private int written = ROWS;

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MYSQL"})
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of the launcher, as a real process",
      moment =
          "every checkpoint named in `Checkpoints` (that of copying rows again has a migration of"
              + " its own) and the steps of the cutover between them, one"
              + " after the other in a migration of each source; where the source has no part, in"
              + " one of the two by turns; the application writes after each",
      outcome =
          "the source is open again unless the journal is written; the next command goes on, to"
              + " COMPLETED",
      sourceClosed = Fault.LEASE_OR_FOR_GOOD,
      rowsLost = Fault.RowsLost.NONE)
  void endsWellAllTheSame(MovedSource kind) throws Exception {
    String key = kind.words("GENERATED BY DEFAULT AS IDENTITY", "AUTO_INCREMENT");
    try (MovedSource.Opened source = kind.open(TABLES.formatted(key))) {
      application = new Application(source);
      String database = "killed-at-" + kind.words("postgresql", "mysql");
      TestEnvironment crossover =
          new TestEnvironment(folder, source, database).with("hooks", "switch_command", "true");
      for (Place place : places(kind, OF_RUN)) {
        kill(place, "run");
        write();
      }
      answer(crossover, "run");
      answer(crossover, "verify");
      killCutovers(kind, crossover);
      BothSides sides = new BothSides(source, database, TestSpanner.emulatorHost());
      assertThat(sides.assertEqual("album", "id", "title")).isEqualTo(written);
      for (Place place : places(kind, OF_CLEANUP)) {
        kill(place, "cleanup");
      }
      assertThat(answer(crossover, "cleanup")).isEqualTo("COMPLETED");
      assertThat(sides.assertEqual("album", "id", "title")).isEqualTo(written);
    }
  }

  private void killCutovers(MovedSource kind, TestEnvironment crossover) throws Exception {
    int journal = OF_CUTOVER.indexOf("fence-watch.stop");
    List<Place> before = new ArrayList<>(places(kind, OF_CUTOVER.subList(0, journal)));
    before.addAll(STEPS.get(kind));
    for (Place place : before) {
      kill(place, "cutover", "--execute");
      answer(crossover, "status");
      write();
    }
    for (Place place : places(kind, OF_CUTOVER.subList(journal, OF_CUTOVER.size()))) {
      kill(place, "cutover", "--execute");
      assertThatThrownBy(() -> application.write(change(1)))
          .hasMessageContaining(kind.words("not permitted", "locked"));
    }
    assertThat(answer(crossover, "cutover", "--execute")).isEqualTo("SWITCHED");
  }

  private void kill(Place place, String... words) throws Exception {
    try (HeldLauncher launcher = HeldLauncher.start(folder, words)) {
      launcher.holdAt(place);
    }
  }

  private void write() throws Exception {
    written++;
    application.writeOnceOpen(
        "INSERT INTO album VALUES (%d, 'new'); ".formatted(written) + change(1 + written % ROWS));
  }

  private static String change(int id) {
    return "UPDATE album SET title = concat(title, '.') WHERE id = " + id;
  }

  private static String answer(TestEnvironment crossover, String... words) {
    Answered answered = crossover.run(words);
    assertThat(answered.exitCode()).as(answered.text()).isZero();
    return answered.json().at("/phase").asText();
  }

  private static Place step(String name, String method) {
    return new Place("dev.crossover.launcher.cutover." + name, method);
  }

  /** A checkpoint without a place, or whose place is gone, is an error. */
  private static List<Place> places(MovedSource kind, List<String> checkpoints) {
    return checkpoints.stream()
        .filter(checkpoint -> !checkpoint.equals(OF_CASCADES) && isOf(kind, checkpoint))
        .map(checkpoint -> place(kind, checkpoint))
        .toList();
  }

  private static boolean isOf(MovedSource kind, String checkpoint) {
    boolean even = Checkpoints.OF_A_MIGRATION.indexOf(checkpoint) % 2 == 0;
    return SOURCES.get(kind).containsKey(port(checkpoint))
        || WITH_THE_SOURCE.contains(checkpoint)
        || even == (kind == MovedSource.POSTGRESQL);
  }

  private static String port(String checkpoint) {
    return checkpoint.substring(0, checkpoint.indexOf('.'));
  }

  private static Place place(MovedSource kind, String checkpoint) {
    Place other = OTHERS.get(checkpoint);
    if (other != null) {
      return other;
    }
    String port = port(checkpoint);
    String type = SOURCES.get(kind).getOrDefault(port, PORTS.get(port));
    assertThat(type).as(checkpoint).isNotNull();
    return new Place(type, checkpoint.substring(port.length() + 1));
  }
}
