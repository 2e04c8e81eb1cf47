package dev.crossover.launcher.stream.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.changes.Position;
import dev.crossover.engine.source.TestSource;
import dev.crossover.launcher.stream.ChangeStream;
import java.nio.file.Path;
import java.util.List;
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
      assertThat(capture.stream().eventsPerTable()).containsEntry("public.t", 7L).hasSize(1);
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
              "[" + record.get("source_timestamp") + ", " + TestCapture.lsn(record).toLsn() + "]");
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
      Position start = capture.stream().status().start().orElseThrow();
      source.execute("INSERT INTO t VALUES (2)");
      ChangeStream.Status status = capture.drain();

      assertThat(capture.records("public_t"))
          .singleElement()
          .satisfies(
              record -> {
                assertThat(TestCapture.payload(record).get("id")).isEqualTo(2);
                assertThat(TestCapture.lsn(record)).isGreaterThanOrEqualTo(start);
              });
      assertThat(status.start()).contains(start);
    }
  }
}
