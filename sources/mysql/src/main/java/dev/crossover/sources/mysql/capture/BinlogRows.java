package dev.crossover.sources.mysql.capture;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import io.debezium.config.CommonConnectorConfig.EventProcessingFailureHandlingMode;
import io.debezium.connector.binlog.event.RowDeserializers.DeleteRowsDeserializer;
import io.debezium.connector.binlog.event.RowDeserializers.UpdateRowsDeserializer;
import io.debezium.connector.binlog.event.RowDeserializers.WriteRowsDeserializer;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;

/**
 * Rows of the log as Debezium reads them, but for days and times of a day, which are texts, as the
 * server prints them: Debezium reads a zero date as NULL, and ends at a day that is none. The three
 * are alike, and have three parents.
 */
final class BinlogRows {
  private BinlogRows() {}

  static final class Written extends WriteRowsDeserializer {
    Written(Map<Long, TableMapEventData> tables) {
      super(tables, EventProcessingFailureHandlingMode.FAIL);
    }

    @Override
    protected Serializable deserializeDate(ByteArrayInputStream input) throws IOException {
      return BinlogDates.day(input);
    }

    @Override
    protected Serializable deserializeDatetime(ByteArrayInputStream input) throws IOException {
      return BinlogDates.packedTime(input);
    }

    @Override
    protected Serializable deserializeDatetimeV2(int digits, ByteArrayInputStream input)
        throws IOException {
      return BinlogDates.time(digits, input);
    }

    @Override
    protected Serializable deserializeTimestamp(ByteArrayInputStream input) throws IOException {
      return BinlogDates.second(input);
    }

    @Override
    protected Serializable deserializeTimestampV2(int digits, ByteArrayInputStream input)
        throws IOException {
      return BinlogDates.instant(digits, input);
    }
  }

  static final class Updated extends UpdateRowsDeserializer {
    Updated(Map<Long, TableMapEventData> tables) {
      super(tables, EventProcessingFailureHandlingMode.FAIL);
    }

    @Override
    protected Serializable deserializeDate(ByteArrayInputStream input) throws IOException {
      return BinlogDates.day(input);
    }

    @Override
    protected Serializable deserializeDatetime(ByteArrayInputStream input) throws IOException {
      return BinlogDates.packedTime(input);
    }

    @Override
    protected Serializable deserializeDatetimeV2(int digits, ByteArrayInputStream input)
        throws IOException {
      return BinlogDates.time(digits, input);
    }

    @Override
    protected Serializable deserializeTimestamp(ByteArrayInputStream input) throws IOException {
      return BinlogDates.second(input);
    }

    @Override
    protected Serializable deserializeTimestampV2(int digits, ByteArrayInputStream input)
        throws IOException {
      return BinlogDates.instant(digits, input);
    }
  }

  static final class Deleted extends DeleteRowsDeserializer {
    Deleted(Map<Long, TableMapEventData> tables) {
      super(tables, EventProcessingFailureHandlingMode.FAIL);
    }

    @Override
    protected Serializable deserializeDate(ByteArrayInputStream input) throws IOException {
      return BinlogDates.day(input);
    }

    @Override
    protected Serializable deserializeDatetime(ByteArrayInputStream input) throws IOException {
      return BinlogDates.packedTime(input);
    }

    @Override
    protected Serializable deserializeDatetimeV2(int digits, ByteArrayInputStream input)
        throws IOException {
      return BinlogDates.time(digits, input);
    }

    @Override
    protected Serializable deserializeTimestamp(ByteArrayInputStream input) throws IOException {
      return BinlogDates.second(input);
    }

    @Override
    protected Serializable deserializeTimestampV2(int digits, ByteArrayInputStream input)
        throws IOException {
      return BinlogDates.instant(digits, input);
    }
  }
}
