package dev.crossover.engine.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.changes.ChangeEvent.Kind;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.types.Bytes;
import dev.crossover.engine.types.Interval;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

class DatastreamFormatTest {
  private static final DatastreamFormat FORMAT = new DatastreamFormat(new TestChangeMetadata());
  private static final Schema LONG = Schema.create(Schema.Type.LONG);
  private static final Schema INT = Schema.create(Schema.Type.INT);
  private static final Schema TEXT = Schema.create(Schema.Type.STRING);

  @Test
  void everyLogicalTypeBecomesItsPortableValue() {
    Map<String, Schema> columns = new HashMap<>();
    columns.put("l", LONG);
    columns.put("i", INT);
    columns.put("f", Schema.create(Schema.Type.FLOAT));
    columns.put("d", Schema.create(Schema.Type.DOUBLE));
    columns.put("b", Schema.create(Schema.Type.BOOLEAN));
    columns.put("s", TEXT);
    columns.put("y", Schema.create(Schema.Type.BYTES));
    columns.put("date", logical(LogicalTypes.date(), Schema.Type.INT));
    columns.put("micros", logical(LogicalTypes.timestampMicros(), Schema.Type.LONG));
    columns.put("millis", logical(LogicalTypes.timestampMillis(), Schema.Type.LONG));
    columns.put("time", logical(LogicalTypes.timeMicros(), Schema.Type.LONG));
    columns.put("dec", logical(LogicalTypes.decimal(10, 2), Schema.Type.BYTES));
    columns.put("list", SchemaBuilder.array().items(Schema.createUnion(nul(), LONG)));
    columns.put("nothing", LONG);
    Map<String, Object> written = new HashMap<>();
    written.put("l", Long.MIN_VALUE);
    written.put("i", 7);
    written.put("f", Float.NaN);
    written.put("d", -0.0);
    written.put("b", true);
    written.put("s", "\u00e9\u0001");
    written.put("y", ByteBuffer.wrap(new byte[] {0, -1}));
    written.put("date", -1);
    written.put("micros", -1L);
    written.put("millis", 1_000L);
    written.put("time", 86_399_999_999L);
    written.put("dec", ByteBuffer.wrap(new byte[] {-1}));
    written.put("list", Arrays.asList(1L, null));

    ChangeEvent event = onlyEvent(TestChanges.of("public.t", columns).change("INSERT", 5, written));

    Map<String, Object> expected = new HashMap<>();
    expected.put("l", Long.MIN_VALUE);
    expected.put("i", 7L);
    expected.put("f", Float.NaN);
    expected.put("d", -0.0);
    expected.put("b", true);
    expected.put("s", "\u00e9\u0001");
    expected.put("y", Bytes.of((byte) 0, (byte) -1));
    expected.put("date", LocalDate.of(1969, 12, 31));
    expected.put("micros", Instant.parse("1969-12-31T23:59:59.999999Z"));
    expected.put("millis", Instant.parse("1970-01-01T00:00:01Z"));
    expected.put("time", LocalTime.of(23, 59, 59, 999_999_000));
    expected.put("dec", new BigDecimal("-0.01"));
    expected.put("list", Arrays.asList(1L, null));
    expected.put("nothing", null);
    assertThat(event.values()).isEqualTo(expected);
    assertThat(event.table()).isEqualTo(new TableName("public", "t"));
    assertThat(event.position()).isEqualTo(ChangePosition.ofLog(new Position(5, 0)));
  }

  @Test
  void everyUnifiedTypeOfDatastreamBecomesItsPortableValue() {
    Map<String, Schema> columns = new HashMap<>();
    Map<String, Object> written = new HashMap<>();
    columns.put("span", UnifiedTypes.TIME_INTERVAL);
    written.put("span", -3_020_399_000_001L);
    columns.put("datetime", UnifiedTypes.DATETIME);
    written.put("datetime", UnifiedTypes.dateTime(-1, 86_399_999_999L));
    columns.put("instant", UnifiedTypes.TIMESTAMP_WITH_TIME_ZONE);
    written.put("instant", UnifiedTypes.timestampWithZone(-1L, -7_200_000));
    columns.put("time", UnifiedTypes.TIME_WITH_TIME_ZONE);
    written.put("time", UnifiedTypes.timeWithZone(1L, 19_800_000));
    columns.put("interval", UnifiedTypes.INTERVAL);
    written.put("interval", UnifiedTypes.interval(14, -49, 1_000_001L));
    columns.put("json", UnifiedTypes.JSON);
    written.put("json", "{\"a\": 1}");
    columns.put("number", UnifiedTypes.NUMBER);
    written.put("number", "1.50");
    columns.put("varchar", UnifiedTypes.VARCHAR);
    written.put("varchar", "v");

    ChangeEvent event = onlyEvent(TestChanges.of("public.t", columns).change("INSERT", 5, written));

    Map<String, Object> expected = new HashMap<>();
    expected.put("span", Duration.parse("PT-838H-59M-59.000001S"));
    expected.put("datetime", Instant.parse("1969-12-31T23:59:59.999999Z"));
    expected.put("instant", Instant.parse("1969-12-31T23:59:59.999999Z"));
    expected.put("time", OffsetTime.parse("00:00:00.000001+05:30"));
    expected.put("interval", new Interval(14, -2, Duration.parse("PT-1H1.000001S")));
    expected.put("json", "{\"a\": 1}");
    expected.put("number", "1.50");
    expected.put("varchar", "v");
    assertThat(event.values()).isEqualTo(expected);
  }

  @Test
  void aColumnWhoseTypeDatastreamLeavesOutIsMissingAndNotNull() {
    Schema unsupported = nul();
    unsupported.addProp("logicalType", "unsupported");
    Schema payload =
        SchemaBuilder.record("payload")
            .fields()
            .requiredLong("id")
            .name("shape")
            .type(unsupported)
            .noDefault()
            .name("area")
            .type(Schema.createUnion(unsupported))
            .noDefault()
            .endRecord();

    ChangeEvent event =
        onlyEvent(
            TestChanges.withPayload("public.t", payload).change("INSERT", 1, Map.of("id", 1L)));

    assertThat(event.values()).isEqualTo(Map.of("id", 1L));
  }

  @Test
  void aRecordThatIsNoUnifiedTypeIsUnreadableAndNamesItsColumn() {
    Schema other = SchemaBuilder.record("shape").fields().requiredInt("sides").endRecord();
    TestChanges changes = TestChanges.of("public.t", Map.of("s", other));
    changes.change(
        "INSERT", 1, Map.of("s", new GenericRecordBuilder(other).set("sides", 3).build()));

    assertThat(unreadable(FORMAT.read("f.avro", changes.toBytes()).records().get(0)).reason())
        .isEqualTo("column s: no column holds a record shape");
  }

  @Test
  void theBranchOfTheValueDecidesWhereAColumnHasSeveral() {
    Schema dateOrText =
        Schema.createUnion(nul(), logical(LogicalTypes.date(), Schema.Type.INT), TEXT);
    TestChanges changes =
        TestChanges.withPayload(
            "public.t",
            SchemaBuilder.record("payload")
                .fields()
                .name("d")
                .type(dateOrText)
                .noDefault()
                .endRecord());
    changes.change("INSERT", 1, Map.of("d", 0));
    changes.change("INSERT", 2, Map.of("d", "infinity"));

    ChangeFile file = FORMAT.read("f.avro", changes.toBytes());

    assertThat(file.records())
        .extracting(record -> ((ChangeRecord.Change) record).event().values().get("d"))
        .containsExactly(LocalDate.EPOCH, "infinity");
  }

  @Test
  void changeTypesAreUpsertsOrDeletes() {
    TestChanges changes = TestChanges.of("public.t", Map.of("id", LONG));
    for (String type : List.of("INSERT", "UPDATE", "UPDATE-INSERT", "DELETE", "UPDATE-DELETE")) {
      changes.change(type, 9, Map.of("id", 1L));
    }

    assertThat(FORMAT.read("f.avro", changes.toBytes()).records())
        .extracting(record -> ((ChangeRecord.Change) record).event().kind())
        .containsExactly(Kind.UPSERT, Kind.UPSERT, Kind.UPSERT, Kind.DELETE, Kind.DELETE);
  }

  @Test
  void aBackfilledRowStandsBeforeEveryChange() {
    ChangeEvent event =
        onlyEvent(TestChanges.of("public.t", Map.of("id", LONG)).backfill(Map.of("id", 1L)));

    assertThat(event.position()).isEqualTo(ChangePosition.START);
    assertThat(event.kind()).isEqualTo(Kind.UPSERT);
  }

  @Test
  void aChangeStandsWhereItsTransactionCommittedIfTheStreamSaysIt() {
    ChangeEvent event =
        onlyEvent(
            TestChanges.of("public.t", Map.of("id", LONG))
                .committedAfter(7)
                .change("INSERT", 5, Map.of("id", 1L)));

    assertThat(event.position())
        .isEqualTo(new ChangePosition(new Position(7, 0), new Position(5, 0)));
  }

  @Test
  void whatIsNoChangeOfARowIsUnreadableAndSaysWhy() {
    TestChanges changes = TestChanges.of("public.t", Map.of("id", LONG));
    changes.change("TRUNCATE", 9, Map.of());
    changes.change("UPDATE-INCOMPLETE", 9, Map.of("id", 1L));
    changes.change("INSERT", 0, Map.of("id", 1L));
    changes.change("INSERT", 10, Map.of("id", 2L));

    List<ChangeRecord> records = FORMAT.read("f.avro", changes.toBytes()).records();

    assertThat(records).hasSize(4);
    assertThat(unreadable(records.get(0)).reason())
        .isEqualTo(
            "TRUNCATE names no row, so it cannot be applied: the rows that it removed are still on"
                + " the target; delete all rows of the target table, update every row that the"
                + " source has (set a column to itself), which brings it again, then discard this"
                + " dead letter and run `crossover verify`");
    assertThat(unreadable(records.get(0)).table()).contains(new TableName("public", "t"));
    assertThat(unreadable(records.get(0)).position()).contains(new Position(9, 0));
    assertThat(unreadable(records.get(1)).reason()).contains("got \"UPDATE-INCOMPLETE\"");
    assertThat(unreadable(records.get(2)).reason()).contains("must have a log position");
    assertThat(records.get(3)).isInstanceOf(ChangeRecord.Change.class);
  }

  @Test
  void aTruncatedFileGivesItsWholeRecordsAndOneForTheRest() {
    TestChanges changes = TestChanges.of("public.t", Map.of("id", LONG, "s", TEXT));
    for (long id = 0; id < 3_000; id++) {
      changes.change("INSERT", 10 + id, Map.of("id", id, "s", "text ".repeat(20)));
    }
    byte[] whole = changes.toBytes();

    for (int length : List.of(0, 3, 200, whole.length / 3, whole.length - 1)) {
      List<ChangeRecord> records = FORMAT.read("f.avro", Arrays.copyOf(whole, length)).records();
      ChangeRecord last = records.get(records.size() - 1);
      assertThat(unreadable(last).reason()).startsWith("cannot read the file f.avro of " + length);
      assertThat(unreadable(last).index()).isEqualTo(records.size() - 1);
      assertThat(records.subList(0, records.size() - 1))
          .allMatch(ChangeRecord.Change.class::isInstance);
    }
    assertThat(FORMAT.read("f.avro", Arrays.copyOf(whole, whole.length / 2)).records())
        .hasSizeBetween(500, 2_000);
  }

  @Test
  void aRecordComesBackFromItsDeadLetterExactly() {
    TestChanges changes =
        TestChanges.of(
            "public.t", Map.of("id", LONG, "f", Schema.create(Schema.Type.FLOAT), "s", TEXT));
    changes.change("UPDATE", 77, Map.of("id", 1L, "f", Float.NEGATIVE_INFINITY, "s", "\"\n\u2028"));
    ChangeRecord record = FORMAT.read("a/f.avro", changes.toBytes()).records().get(0);

    String raw = record.raw().get();
    ChangeRecord again = FORMAT.readRaw("a/f.avro", 0, raw).orElseThrow();

    assertThat(((ChangeRecord.Change) again).event())
        .isEqualTo(((ChangeRecord.Change) record).event());
    assertThat(raw).contains("\"lsn\":\"0/4D\"");
    assertThat(FORMAT.readRaw("a/f.avro", 0, "AAAA")).isEmpty();
  }

  @Test
  void filesAndDeadLettersOfATableAreReadByOneSchemaWhichIsKept() {
    DatastreamFormat format = new DatastreamFormat(new TestChangeMetadata());
    for (long id = 1; id <= 3; id++) {
      TestChanges changes = TestChanges.of("public.t", Map.of("id", LONG));
      ChangeFile file =
          format.read("f.avro", changes.change("INSERT", id, Map.of("id", id)).toBytes());
      format.readRaw("f.avro", 0, file.records().get(0).raw().get());
    }
    assertThat(format.knownSchemas()).isEqualTo(1);
  }

  @Test
  void aRecordAboveTwentyMegabytesOfTextComesBackFromItsDeadLetter() {
    TestChanges changes = TestChanges.of("public.t", Map.of("id", LONG, "s", TEXT));
    changes.change("INSERT", 77, Map.of("id", 1L, "s", "x".repeat(21_000_000)));
    ChangeRecord record = FORMAT.read("a/f.avro", changes.toBytes()).records().get(0);

    ChangeRecord again = FORMAT.readRaw("a/f.avro", 0, record.raw().get()).orElseThrow();

    assertThat(((ChangeRecord.Change) again).event())
        .isEqualTo(((ChangeRecord.Change) record).event());
  }

  @Test
  void aRecordOfAnotherSourceIsUnreadable() {
    TestChanges changes = TestChanges.of("public.t", Map.of("id", LONG));
    changes.record("other-cdc", "INSERT", "0/9", Map.of("id", 1L));

    assertThat(unreadable(FORMAT.read("f.avro", changes.toBytes()).records().get(0)).reason())
        .isEqualTo("a read_method must start with postgres, got \"other-cdc\"");
  }

  @Test
  void aDamagedLengthThatNoMemoryHoldsIsOneUnreadableRecord() {
    byte[] header = HexFormat.of().parseHex("4f626a0102e0ffffff0f");

    List<ChangeRecord> records = FORMAT.read("f.avro", header).records();

    assertThat(records).hasSize(1);
    assertThat(unreadable(records.get(0)).reason())
        .startsWith("cannot read the file f.avro of 10 bytes from its record 0 on: ");
  }

  @Test
  void bytesThatAreNoAvroFileAreOneUnreadableRecord() {
    byte[] bytes = "not a change file at all".getBytes(StandardCharsets.UTF_8);

    List<ChangeRecord> records = FORMAT.read("f.avro", bytes).records();

    assertThat(records).hasSize(1);
    assertThat(records.get(0).raw().get()).isEqualTo("bm90IGEgY2hhbmdlIGZpbGUgYXQgYWxs");
  }

  private static ChangeRecord.Unreadable unreadable(ChangeRecord record) {
    assertThat(record).isInstanceOf(ChangeRecord.Unreadable.class);
    return (ChangeRecord.Unreadable) record;
  }

  private static ChangeEvent onlyEvent(TestChanges changes) {
    List<ChangeRecord> records = FORMAT.read("f.avro", changes.toBytes()).records();
    assertThat(records).hasSize(1);
    return ((ChangeRecord.Change) records.get(0)).event();
  }

  private static Schema logical(LogicalType type, Schema.Type base) {
    return type.addToSchema(Schema.create(base));
  }

  private static Schema nul() {
    return Schema.create(Schema.Type.NULL);
  }
}
