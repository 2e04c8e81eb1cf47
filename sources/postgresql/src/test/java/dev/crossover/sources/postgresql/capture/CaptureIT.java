package dev.crossover.sources.postgresql.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.changes.ChangeRecord;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.faults.Fault;
import dev.crossover.platforms.local.DirectoryBucket;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.sources.postgresql.log.LsnText;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureIT {
  @TempDir Path work;

  @Test
  void writesEveryKindOfChangeInTheOrderOfTheSource() {
    try (TestSource source = TestSource.create("CREATE TABLE t (id int PRIMARY KEY, name text)");
        TestCapture capture = new TestCapture(source, work, "public.t")) {
      capture.stream().start();
      source.execute("INSERT INTO t VALUES (1, 'one'), (2, 'two')");
      source.execute("UPDATE t SET name = 'uno' WHERE id = 1");
      source.execute("UPDATE t SET id = 3 WHERE id = 2");
      source.execute("DELETE FROM t WHERE id = 1");
      source.execute("TRUNCATE t");
      ChangeStream.Status status = capture.drain();

      assertThat(capture.records("public_t").stream().map(TestCapture::summary))
          .containsExactly(
              "INSERT 1",
              "INSERT 2",
              "UPDATE 1",
              "UPDATE-DELETE 2",
              "UPDATE-INSERT 3",
              "DELETE 1",
              "TRUNCATE null");
      assertThat(status.state()).isEqualTo(ChangeStream.State.RUNNING);
      assertThat(status.events()).isEqualTo(7);
      assertThat(capture.eventsPerTable()).containsEntry("public.t", 7L).hasSize(1);
    }
  }

  @Test
  void passesOverLogicalMessagesAndCountsThem() {
    try (TestSource source = TestSource.create("CREATE TABLE t (id int PRIMARY KEY)");
        TestCapture capture = new TestCapture(source, work, "public.t")) {
      capture.stream().start();
      source.execute("INSERT INTO t VALUES (1)");
      source.execute("SELECT pg_logical_emit_message(true, 'audit', 'in a transaction')");
      source.execute("SELECT pg_logical_emit_message(false, 'audit', 'in none')");
      source.execute(
          "BEGIN; SELECT pg_logical_emit_message(true, 'audit', 'with a change');"
              + " INSERT INTO t VALUES (2); COMMIT");
      ChangeStream.Status status = capture.drain();

      assertThat(capture.records("public_t").stream().map(TestCapture::summary))
          .containsExactly("INSERT 1", "INSERT 2");
      assertThat(status.state()).isEqualTo(ChangeStream.State.RUNNING);
      assertThat(status.events()).isEqualTo(2);
      assertThat(status.passedOver()).isEqualTo(3);
    }
  }

  @Test
  void writesDatastreamsTopLevelFields() {
    try (TestSource source =
            TestSource.create("CREATE TABLE t (a int, b text, note text, PRIMARY KEY (b, a))");
        TestCapture capture = new TestCapture(source, work, "public.t")) {
      capture.stream().start();
      source.execute("INSERT INTO t VALUES (1, 'x', 'n')");
      capture.drain();

      GenericRecord record = capture.records("public_t").get(0);
      assertThat(record.getSchema().getFields())
          .extracting("name")
          .containsExactly(
              "uuid",
              "read_timestamp",
              "source_timestamp",
              "object",
              "read_method",
              "stream_name",
              "schema_key",
              "sort_keys",
              "source_metadata",
              "payload");
      assertThat(record.get("object")).hasToString("public_t");
      assertThat(record.get("read_method")).hasToString("postgresql-cdc");
      assertThat(record.get("stream_name")).hasToString(capture.names().slot());
      assertThat((List<?>) record.get("sort_keys"))
          .hasToString(
              "["
                  + record.get("source_timestamp")
                  + ", "
                  + LsnText.INSTANCE.of(TestCapture.lsn(record))
                  + "]");
      GenericRecord metadata = TestCapture.metadata(record);
      assertThat(metadata.get("schema")).hasToString("public");
      assertThat(metadata.get("table")).hasToString("t");
      assertThat(metadata.get("is_deleted")).isEqualTo(false);
      assertThat(metadata.get("primary_keys")).hasToString("[b, a]");
      assertThat(capture.files("public_t"))
          .allSatisfy(
              file ->
                  assertThat(file)
                      .matches(
                          "changes/public_t/\\d{4}/\\d\\d/\\d\\d/\\d\\d/\\d\\d/[-0-9a-f]{36}\\.avro"));
    }
  }

  @Test
  void recordsItsStartBeforeAnythingCommitsAfterIt() {
    try (TestSource source = TestSource.create("CREATE TABLE t (id int PRIMARY KEY)");
        TestCapture capture = new TestCapture(source, work, "public.t")) {
      source.execute("INSERT INTO t VALUES (1)");
      capture.stream().start();
      Position start = capture.stream().status().start().orElseThrow().whole();
      source.execute("INSERT INTO t VALUES (2)");
      ChangeStream.Status status = capture.drain();

      assertThat(capture.records("public_t"))
          .singleElement()
          .satisfies(
              record -> {
                assertThat(TestCapture.payload(record).get("id")).isEqualTo(2);
                assertThat(TestCapture.lsn(record)).isGreaterThanOrEqualTo(start);
              });
      assertThat(status.start()).contains(LogPosition.of(start));
    }
  }

  @Test
  void marksAnUpdateThatLacksALongValueAndCompletesItWithTheWholeOldRow() {
    try (TestSource source =
            TestSource.create(
                """
                CREATE TABLE t (id int PRIMARY KEY, n int, body text, note bytea);
                ALTER TABLE t ALTER body SET STORAGE EXTERNAL, ALTER note SET STORAGE EXTERNAL;
                """);
        TestCapture capture = new TestCapture(source, work, "public.t")) {
      capture.stream().start();
      source.execute("INSERT INTO t VALUES (1, 1, repeat('b', 9000), repeat('n', 9000)::bytea)");
      source.execute("UPDATE t SET n = 2");
      source.execute("UPDATE t SET id = 2");
      source.execute("ALTER TABLE t REPLICA IDENTITY FULL");
      source.execute("UPDATE t SET n = 3");
      source.execute("UPDATE t SET id = 3");
      source.execute("DELETE FROM t");
      capture.drain();

      List<GenericRecord> records = capture.records("public_t");
      assertThat(records.stream().map(TestCapture::summary))
          .containsExactly(
              "INSERT 1",
              "UPDATE-INCOMPLETE (body, note) 1",
              "UPDATE-DELETE 1",
              "UPDATE-INSERT-INCOMPLETE (body, note) 2",
              "UPDATE 2",
              "UPDATE-DELETE 2",
              "UPDATE-INSERT 3",
              "DELETE 3");
      assertThat(TestCapture.payload(records.get(1)).get("body")).isNull();
      assertThat(records.subList(4, 8))
          .allSatisfy(
              record ->
                  assertThat(TestCapture.payload(record).get("body"))
                      .hasToString("b".repeat(9000)));
    }
  }

  @Test
  void marksARowThatIsLongerThanAnyTargetTakesAndGoesOn() {
    try (TestSource source =
            TestSource.create("CREATE TABLE t (id int PRIMARY KEY, n int, body text, note text)");
        TestCapture capture = new TestCapture(source, work, "public.t")) {
      capture.stream().start();
      source.execute("INSERT INTO t VALUES (1, 5, repeat('x', 40000000), 'short')");
      source.execute("INSERT INTO t VALUES (2, 6, 'x', 'y')");
      source.execute("DELETE FROM t WHERE id = 1");
      capture.drain();

      List<GenericRecord> records = capture.records("public_t");
      assertThat(records.stream().map(TestCapture::summary))
          .containsExactly(
              "INSERT-INCOMPLETE (body: its 40000000 characters are too many) 1",
              "INSERT 2",
              "DELETE 1");
      assertThat(TestCapture.payload(records.get(0)).get("body")).isNull();
      assertThat(TestCapture.payload(records.get(0)).get("note")).hasToString("short");
      assertThat(capture.changes("public_t"))
          .filteredOn(ChangeRecord.Unreadable.class::isInstance)
          .hasSize(1);
    }
  }

  @Test
  void keepsNullWhereTheColumnHasADefault() {
    try (TestSource source =
            TestSource.create(
                """
                CREATE TABLE t (id int PRIMARY KEY DEFAULT 7, n int DEFAULT 5, s text DEFAULT 'x',
                  b bool DEFAULT true, d date DEFAULT now(), a int[] DEFAULT '{1}',
                  m numeric(5,2) NOT NULL DEFAULT 1.5, g int GENERATED ALWAYS AS (n + 1) STORED)
                """);
        TestCapture capture = new TestCapture(source, work, "public.t")) {
      capture.stream().start();
      source.execute("INSERT INTO t VALUES (1, NULL, NULL, NULL, NULL, NULL)");
      source.execute("DELETE FROM t");
      capture.drain();

      List<GenericRecord> records = capture.records("public_t");
      assertThat(records).hasSize(2);
      assertThat(TestCapture.payload(records.get(0)).getSchema().getFields())
          .extracting("name")
          .containsExactly("id", "n", "s", "b", "d", "a", "m");
      for (String column : List.of("n", "s", "b", "d", "a")) {
        assertThat(TestCapture.payload(records.get(0)).get(column)).as(column).isNull();
      }
      assertThat(TestCapture.payload(records.get(1)).get("id")).isEqualTo(1);
      assertThat(TestCapture.payload(records.get(1)).get("m")).isNull();
    }
  }

  @Test
  void takesAnyNameAndTheRootOfPartitions() {
    try (TestSource source =
            TestSource.create(
                """
                CREATE SCHEMA "My Schema";
                CREATE TABLE "My Schema"."A.b/c" (
                  "the id" int PRIMARY KEY, "2nd-größe" text, "select" int, "q""q" int);
                CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY RANGE (id);
                CREATE TABLE low PARTITION OF parts FOR VALUES FROM (0) TO (10);
                CREATE TABLE high PARTITION OF parts FOR VALUES FROM (10) TO (20);
                """);
        TestCapture capture = new TestCapture(source, work, "My Schema.A.b/c", "public.parts")) {
      capture.stream().start();
      source.execute("INSERT INTO \"My Schema\".\"A.b/c\" VALUES (1, 'x', 2, 3)");
      source.execute("INSERT INTO parts VALUES (1), (11)");
      source.execute("UPDATE parts SET id = 12 WHERE id = 1");
      source.execute("TRUNCATE parts, \"My Schema\".\"A.b/c\"");
      capture.drain();

      List<GenericRecord> odd = capture.records("My Schema_A.b_c");
      assertThat(odd.stream().map(TestCapture::type)).containsExactly("INSERT", "TRUNCATE");
      assertThat(TestCapture.metadata(odd.get(0)).get("table")).hasToString("A.b/c");
      assertThat(TestCapture.payload(odd.get(0)))
          .hasToString(
              "{\"the id\": 1, \"2nd-gr\u00f6\u00dfe\": \"x\", \"select\": 2, \"q\\\"q\": 3}");
      // The truncation becomes a dead letter, which can be read again.
      assertThat(capture.changes("My Schema_A.b_c"))
          .filteredOn(ChangeRecord.Unreadable.class::isInstance)
          .singleElement()
          .satisfies(
              change ->
                  assertThat(TestCapture.FORMAT.readRaw("file", 0, change.raw().get()))
                      .isPresent());
      assertThat(capture.records("public_parts").stream().map(TestCapture::summary))
          .containsExactly("INSERT 1", "INSERT 11", "DELETE 1", "INSERT 12", "TRUNCATE null");
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.SCHEMA_CHANGE,
      fault = "a column is added",
      moment = "capture, inside one transaction",
      outcome = "captured with its values from then on",
      rowsLost = Fault.RowsLost.NONE)
  void closesAFileWhenItIsFullAndWhenAColumnIsAdded() {
    try (TestSource source = TestSource.create("CREATE TABLE t (id int PRIMARY KEY, s text)");
        TestCapture capture = new TestCapture(source, work, "public.t")) {
      capture.stream().start();
      source.execute(
          "BEGIN; INSERT INTO t SELECT i, repeat('x', 1000) FROM generate_series(1, 1000) i;"
              + " ALTER TABLE t ADD COLUMN more int;"
              + " INSERT INTO t VALUES (1001, 'y', 5); COMMIT");
      capture.drain();

      List<GenericRecord> records = capture.records("public_t");
      assertThat(records.stream().map(record -> TestCapture.payload(record).get("id")))
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, 1001).<Object>mapToObj(id -> id).toList());
      assertThat(TestCapture.payload(records.get(1000)).get("more")).isEqualTo(5);
      assertThat(TestCapture.payload(records.get(999)).hasField("more")).isFalse();
      // A megabyte in files of 64 KiB, some of them shorter because their time was up.
      assertThat(capture.files("public_t")).hasSizeGreaterThanOrEqualTo(14);
    }
  }

  @Test
  void letsTheServerDropItsLogWhileOnlyOthersWrite() {
    // A clock that makes ten seconds of a tenth.
    Clock fast = new FastClock(100);
    try (TestSource source = TestSource.create("CREATE TABLE t (id int PRIMARY KEY)");
        TestSource other = TestSource.create("CREATE TABLE other (id int)");
        TestCapture capture =
            new TestCapture(
                source, work, new DirectoryBucket(work.resolve("bucket")), fast, "public.t")) {
      capture.stream().start();
      other.execute("INSERT INTO other SELECT generate_series(1, 1000)");
      Position written = LsnText.INSTANCE.parse(capture.query("SELECT pg_current_wal_lsn()"));
      String slot = "WHERE slot_name = '" + capture.names().slot() + "'";
      long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (LsnText.INSTANCE
              .parse(capture.query("SELECT confirmed_flush_lsn FROM pg_replication_slots " + slot))
              .compareTo(written)
          < 0) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        Thread.onSpinWait();
      }
      assertThat(capture.stream().status().lastChange()).isEmpty();
      assertThat(capture.files("crossover_heartbeat")).isEmpty();
    }
  }

  private static final class FastClock extends Clock {
    private final Instant start = Instant.now();
    private final int speed;

    FastClock(int speed) {
      this.speed = speed;
    }

    @Override
    public Instant instant() {
      return start.plus(Duration.between(start, Instant.now()).multipliedBy(speed));
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
