package dev.crossover.engine.changes;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;

/**
 * The Avro schemas of Datastream's own types, as <a
 * href="https://cloud.google.com/datastream/docs/unified-types">its documentation</a> has them.
 */
final class UnifiedTypes {
  static final Schema TIME_INTERVAL = parse("{'type':'long','logicalType':'time-interval-micros'}");
  static final Schema JSON = parse("{'type':'string','logicalType':'json'}");
  static final Schema NUMBER = parse("{'type':'string','logicalType':'number'}");
  static final Schema VARCHAR = parse("{'type':'string','logicalType':'varchar','length':10}");

  static final Schema DATETIME =
      parse(
          "{'type':'record','name':'datetime','fields':["
              + "{'name':'date','type':'int','logicalType':'date'},"
              + "{'name':'time','type':'long','logicalType':'time-micros'}]}");

  static final Schema TIMESTAMP_WITH_TIME_ZONE =
      parse(
          "{'type':'record','name':'timestampTz','fields':["
              + "{'name':'timestamp','type':{'type':'long','logicalType':'timestamp-micros'}},"
              + "{'name':'offset','type':{'type':'int','logicalType':'time-millis'}}]}");

  static final Schema TIME_WITH_TIME_ZONE =
      parse(
          "{'type':'record','name':'timeTz','fields':["
              + "{'name':'time','type':{'type':'long','logicalType':'time-micros'}},"
              + "{'name':'offset','type':{'type':'int','logicalType':'time-millis'}}]}");

  static final Schema INTERVAL =
      parse(
          "{'type':'record','name':'interval','fields':[{'name':'months','type':'int'},"
              + "{'name':'hours','type':'int'},{'name':'micros','type':'long'}]}");

  private UnifiedTypes() {}

  private static Schema parse(String json) {
    return new Schema.Parser().parse(json.replace('\'', '"'));
  }

  static GenericRecord dateTime(int date, long time) {
    return new GenericRecordBuilder(DATETIME).set("date", date).set("time", time).build();
  }

  static GenericRecord timestampWithZone(long timestamp, int offset) {
    return new GenericRecordBuilder(TIMESTAMP_WITH_TIME_ZONE)
        .set("timestamp", timestamp)
        .set("offset", offset)
        .build();
  }

  static GenericRecord timeWithZone(long time, int offset) {
    return new GenericRecordBuilder(TIME_WITH_TIME_ZONE)
        .set("time", time)
        .set("offset", offset)
        .build();
  }

  static GenericRecord interval(int months, int hours, long micros) {
    return new GenericRecordBuilder(INTERVAL)
        .set("months", months)
        .set("hours", hours)
        .set("micros", micros)
        .build();
  }
}
