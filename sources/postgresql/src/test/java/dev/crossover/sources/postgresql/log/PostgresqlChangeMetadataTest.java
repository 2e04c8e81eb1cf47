package dev.crossover.sources.postgresql.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.changes.MeaninglessRecordException;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.SourceType;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresqlChangeMetadataTest {
  private static final Schema DATASTREAM =
      SchemaBuilder.record("source_metadata").fields().optionalString("lsn").endRecord();

  private static final Schema OUR_OWN =
      SchemaBuilder.record("source_metadata")
          .fields()
          .optionalString("lsn")
          .optionalString("previous_commit_lsn")
          .endRecord();

  private final PostgresqlChangeMetadata metadata = new PostgresqlChangeMetadata();

  private static GenericRecord record(Schema schema, String field, String lsn) {
    GenericRecord record = new GenericData.Record(schema);
    record.put(field, lsn);
    return record;
  }

  @Test
  void placesAChangeByItsLsn() throws MeaninglessRecordException {
    assertThat(metadata.position(record(DATASTREAM, "lsn", "16/CB002DB0")))
        .isEqualTo(new Position(0x16CB002DB0L, 0));
  }

  @Test
  void ordersATransactionByTheCommitBeforeItIfTheStreamSaysIt() throws MeaninglessRecordException {
    assertThat(metadata.commit(record(OUR_OWN, "previous_commit_lsn", "0/A")))
        .contains(new Position(10, 0));
    assertThat(metadata.commit(record(OUR_OWN, "previous_commit_lsn", null))).isEmpty();
    assertThat(metadata.commit(record(DATASTREAM, "lsn", "0/A"))).isEmpty();
  }

  @Test
  void refusesWhatIsNoLsn() {
    assertThatThrownBy(() -> metadata.commit(record(OUR_OWN, "previous_commit_lsn", "10")))
        .isInstanceOf(MeaninglessRecordException.class)
        .hasMessage("an LSN must be two hexadecimal numbers, got 10");
  }

  @ParameterizedTest
  @CsvSource({
    "point, false, true",
    "polygon, false, true",
    "tstzrange, false, true",
    "int8range, false, true",
    "public.price_range, false, false",
    "shop.age_range, false, false",
    "int4multirange, false, true",
    "circle, true, true",
    "date, true, true",
    "timestamptz, true, true",
    "public.mood, true, true",
    "public.mood, false, false",
    "date, false, false",
    "text, true, false",
    "interval, false, false"
  })
  void knowsWhatDatastreamLeavesOut(String name, boolean array, boolean leftOut) {
    PortableType single = PortableType.text(0);
    SourceType type = new SourceType(name, name, array ? PortableType.array(single) : single);

    assertThat(metadata.isLeftOutByDatastream(type)).isEqualTo(leftOut);
  }
}
