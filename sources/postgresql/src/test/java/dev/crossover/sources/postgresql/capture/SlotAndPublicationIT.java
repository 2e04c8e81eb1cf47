package dev.crossover.sources.postgresql.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.Settings;
import dev.crossover.contract.SourceException;
import dev.crossover.engine.capture.CaptureSetup;
import dev.crossover.engine.capture.CaptureSetupContract;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.postgresql.TestSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.replication.PGReplicationStream;

class SlotAndPublicationIT extends CaptureSetupContract {
  private final TestSource source = TestSource.create("CREATE TABLE t (id int PRIMARY KEY)");
  private final Settings.Capture names =
      TestCapture.settings(source.name(), source.port()).capture();
  private final SlotAndPublication setup =
      new SlotAndPublication(source.database(), names, List.of(new TableName("public", "t")));

  @Override
  protected CaptureSetup setup() {
    return setup;
  }

  @Override
  protected void swapATable() {
    source.execute(
        """
        CREATE TABLE t_new (id int PRIMARY KEY);
        ALTER TABLE t RENAME TO t_old;
        ALTER TABLE t_new RENAME TO t;
        DROP TABLE t_old;
        """);
  }

  private String uncaptured(String change) {
    setup.create();
    source.execute(change);
    String found = String.join("; ", setup.uncaptured());
    setup.remove();
    return found;
  }

  @Test
  @Fault(
      kind = Fault.Kind.SCHEMA_CHANGE,
      fault = "a table is dropped and made again, and published",
      moment = "after the stream was made",
      outcome = "noticed by its identity, and named to the stream gate")
  void noticesASwapEvenIfTheNewTableIsPublishedToo() {
    assertThat(
            uncaptured(
                "DROP TABLE t; CREATE TABLE t (id int PRIMARY KEY); ALTER PUBLICATION %s ADD TABLE t"
                    .formatted(names.publication())))
        .isEqualTo(
            "table public.t was swapped: what has its name now was made later and is not captured");
  }

  @Test
  @Fault(
      kind = Fault.Kind.SCHEMA_CHANGE,
      fault = "a partition is swapped",
      moment = "after the stream was made",
      outcome = "noticed by its identity, and named to the stream gate")
  void noticesASwappedPartition() {
    source.execute(
        """
        DROP TABLE t;
        CREATE TABLE t (id int PRIMARY KEY) PARTITION BY RANGE (id);
        CREATE TABLE low PARTITION OF t FOR VALUES FROM (0) TO (10);
        """);
    assertThat(
            uncaptured(
                """
                DROP TABLE low;
                CREATE TABLE low (id int PRIMARY KEY);
                INSERT INTO low VALUES (1);
                ALTER TABLE t ATTACH PARTITION low FOR VALUES FROM (0) TO (10);
                """))
        .startsWith("table public.low was swapped");
  }

  @Test
  void takesOverWhatSomebodyMadeForAService() {
    source.execute(
        "CREATE TABLE other (id int PRIMARY KEY); CREATE PUBLICATION %s FOR TABLE t, other"
            .formatted(names.publication()));
    source.execute(
        "SELECT pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(names.slot()));
    assertThat(setup.isTaken()).isTrue();
    assertThat(setup.isOurs()).isFalse();

    Position first = setup.adopt();
    Position again = setup.adopt();

    assertThat(again).isGreaterThanOrEqualTo(first);
    assertThat(setup.isOurs()).isTrue();
    assertThat(setup.uncaptured()).isEmpty();
    setup.requireKept();
    setup.remove();
    assertThat(setup.isTaken()).isFalse();
  }

  @Test
  void doesNotTakeOverASlotWhileSomebodyWritesWhoDoesNotSeeThePublication() throws SQLException {
    source.execute("CREATE PUBLICATION %s FOR TABLE t".formatted(names.publication()));
    source.execute(
        "SELECT pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(names.slot()));
    SlotAndPublication impatient =
        new SlotAndPublication(
            source.database(),
            names,
            List.of(new TableName("public", "t")),
            Duration.ofMillis(200));
    try (Connection writer = source.database().connect()) {
      writer.setAutoCommit(false);
      writer.createStatement().execute("INSERT INTO t VALUES (1)");

      assertThatThrownBy(impatient::adopt)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("cannot take over replication slot " + names.slot());
      writer.commit();
    }
    assertThat(impatient.adopt().major()).isPositive();
    setup.remove();
  }

  @Test
  void takesOverNoPublicationThatItCannotNarrow() {
    source.execute(
        "SELECT pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(names.slot()));
    assertThatThrownBy(setup::adopt)
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("and no publication " + names.publication());

    source.execute("CREATE PUBLICATION %s FOR ALL TABLES".formatted(names.publication()));
    assertThatThrownBy(setup::adopt)
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("is one of all tables");
    setup.remove();
  }

  @Test
  void allowsANewPartition() {
    source.execute("DROP TABLE t; CREATE TABLE t (id int PRIMARY KEY) PARTITION BY RANGE (id)");
    assertThat(uncaptured("CREATE TABLE low PARTITION OF t FOR VALUES FROM (0) TO (10)")).isEmpty();
  }

  @Test
  @Fault(
      kind = Fault.Kind.SCHEMA_CHANGE,
      fault = "the publication loses a table, rows, columns or kinds of change, or is dropped",
      moment = "after the stream was made",
      outcome = "noticed, and said to the stream gate")
  void noticesWhatWasTakenOutOfThePublication() {
    String publication = names.publication();
    assertThat(uncaptured("ALTER PUBLICATION " + publication + " DROP TABLE t"))
        .isEqualTo("publication " + publication + " no longer has public.t");
    assertThat(
            uncaptured(
                "ALTER PUBLICATION %s SET TABLE t WHERE (id > 5), crossover.sentinel,"
                        .formatted(publication)
                    + " crossover.heartbeat"))
        .isEqualTo("publication " + publication + " has only some rows or columns of public.t");
    assertThat(uncaptured("ALTER PUBLICATION " + publication + " SET (publish = 'insert')"))
        .isEqualTo("publication " + publication + " no longer carries every kind of change");
    assertThat(uncaptured("DROP PUBLICATION " + publication))
        .startsWith("publication " + publication + " is gone; ");
  }

  @Test
  @Fault(
      kind = Fault.Kind.SCHEMA_CHANGE,
      fault = "a table is renamed, or dropped",
      moment = "after the stream was made",
      outcome = "noticed by its identity, and named to the stream gate")
  void noticesATableThatWasRenamedOrDropped() {
    assertThat(uncaptured("ALTER TABLE t RENAME TO u"))
        .isEqualTo("table public.t has another name now, public.u");
    source.execute("ALTER TABLE u RENAME TO t");
    assertThat(uncaptured("DROP TABLE t")).isEqualTo("table public.t was dropped");
  }

  @Test
  void allowsWhatRewritesATable() {
    assertThat(uncaptured("ALTER TABLE t ALTER id TYPE bigint; TRUNCATE t; CLUSTER t USING t_pkey"))
        .isEmpty();
  }

  @Test
  void waitsForTheReaderOfItsSlotToEnd() throws Exception {
    setup.create();
    try (Connection reader = replication();
        PGReplicationStream stream = read(reader)) {
      CompletableFuture<Void> removal = CompletableFuture.runAsync(setup::remove);

      assertThatThrownBy(() -> removal.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      stream.close();
      reader.close();
      assertThat(removal).succeedsWithin(Duration.ofSeconds(20));
    }
  }

  @Test
  void refusesASecondReaderOfItsSlotAndSaysWhoReadsIt() throws Exception {
    Position start = setup.create();
    SlotAndPublication second =
        new SlotAndPublication(
            source.database(), names, List.of(new TableName("public", "t")), Duration.ZERO);
    try (Connection reader = replication();
        PGReplicationStream stream = read(reader)) {
      assertThat(stream.isClosed()).isFalse();
      for (ThrowingCallable use :
          List.<ThrowingCallable>of(() -> second.requireIntact(start), second::remove)) {
        assertThatThrownBy(use)
            .isInstanceOf(SourceException.class)
            .hasMessageMatching(
                "replication slot \\S+ is read by process \\d+ \\(user postgres, first, from"
                    + " 127.0.0.1\\), and a slot has one reader: .*");
      }
    }
    setup.requireIntact(start);
  }

  private PGReplicationStream read(Connection reader) throws SQLException {
    return reader
        .unwrap(PGConnection.class)
        .getReplicationAPI()
        .replicationStream()
        .logical()
        .withSlotName(names.slot())
        .withSlotOption("proto_version", "1")
        .withSlotOption("publication_names", names.publication())
        .start();
  }

  private Connection replication() throws SQLException {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "user",
            "postgres",
            "replication",
            "database",
            "preferQueryMode",
            "simple",
            "ApplicationName",
            "first",
            "assumeMinServerVersion",
            "10"));
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + source.port() + "/" + source.name(), properties);
  }

  @AfterEach
  void close() {
    setup.remove();
    source.close();
  }

  @Test
  @Fault(
      kind = Fault.Kind.TWO_LAUNCHERS,
      fault = "a second environment has the same source database",
      moment = "its change stream starts, then `cleanup --abandon`",
      outcome = "refused, and nothing of the first one is taken away")
  void refusesASecondMigrationOfADatabaseAndLeavesTheFirstAlone() {
    setup.create();
    SlotAndPublication second =
        new SlotAndPublication(
            source.database(),
            TestCapture.settings(source.name() + "_second", source.port()).capture(),
            List.of(new TableName("public", "t")));

    assertThatThrownBy(second::requireUnused)
        .hasMessageContaining("already the source of another migration")
        .hasMessageContaining(names.slot());
    second.remove();

    assertThat(setup.isOurs()).isTrue();
    assertThat(setup.uncaptured()).isEmpty();
    setup.remove();
  }
}
