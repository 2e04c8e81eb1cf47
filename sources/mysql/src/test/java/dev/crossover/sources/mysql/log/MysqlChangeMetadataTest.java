package dev.crossover.sources.mysql.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.changes.ChangeEvent;
import dev.crossover.engine.changes.ChangeRecord;
import dev.crossover.engine.changes.DatastreamFormat;
import dev.crossover.engine.changes.MeaninglessRecordException;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TableName;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class MysqlChangeMetadataTest {
  private static final Schema METADATA =
      SchemaBuilder.record("source_metadata")
          .fields()
          .optionalString("log_file")
          .optionalLong("log_position")
          .endRecord();

  private final MysqlChangeMetadata metadata = new MysqlChangeMetadata();

  @Test
  void readsWhatAMySqlStreamWrote() throws IOException {
    byte[] bytes;
    try (InputStream in = getClass().getResourceAsStream("/datastream/mysql-cdc-Users.avro")) {
      bytes = in.readAllBytes();
    }
    List<ChangeRecord> records = new DatastreamFormat(metadata).read("u.avro", bytes).records();

    assertThat(records).allMatch(ChangeRecord.Change.class::isInstance);
    ChangeEvent first = ((ChangeRecord.Change) records.get(0)).event();
    assertThat(first.table()).isEqualTo(new TableName("l1", "Users"));
    assertThat(first.position().change().major()).isPositive();
    assertThat(first.position().change().minor()).isPositive();
  }

  @Test
  void placesAChangeByTheNumberOfItsBinlogFileAndTheOffset() throws MeaninglessRecordException {
    assertThat(metadata.position(record("mysql-bin.000012", 345L)))
        .isEqualTo(new Position(12, 345));
  }

  @Test
  void refusesABinlogFileWithoutANumber() {
    assertThatThrownBy(() -> metadata.position(record("binlog", 345L)))
        .isInstanceOf(MeaninglessRecordException.class)
        .hasMessage("a binlog file must end in a number, got binlog");
  }

  @Test
  void refusesARecordWithoutAFile() {
    assertThatThrownBy(() -> metadata.position(record(null, 345L)))
        .hasMessage("the record has no log_file");
  }

  private static GenericRecord record(String file, long offset) {
    GenericRecord record = new GenericData.Record(METADATA);
    record.put("log_file", file);
    record.put("log_position", offset);
    return record;
  }
}
