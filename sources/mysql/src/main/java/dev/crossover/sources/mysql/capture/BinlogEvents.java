package dev.crossover.sources.mysql.capture;

import com.github.luben.zstd.ZstdInputStream;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.EventHeader;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.TransactionPayloadEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDataDeserializationException;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.TransactionPayloadEventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import io.debezium.connector.binlog.event.EventDataDeserializationExceptionData;
import io.debezium.connector.binlog.event.StopEventDataDeserializer;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The log's events as Debezium takes them, with the rows of {@link BinlogRows}. */
final class BinlogEvents extends EventDeserializer {
  private final Map<Long, TableMapEventData> tables = new HashMap<>();

  BinlogEvents() {
    setEventDataDeserializer(EventType.STOP, new StopEventDataDeserializer());
    setEventDataDeserializer(EventType.WRITE_ROWS, new BinlogRows.Written(tables));
    setEventDataDeserializer(EventType.UPDATE_ROWS, new BinlogRows.Updated(tables));
    setEventDataDeserializer(EventType.DELETE_ROWS, new BinlogRows.Deleted(tables));
    setEventDataDeserializer(
        EventType.EXT_WRITE_ROWS,
        new BinlogRows.Written(tables).setMayContainExtraInformation(true));
    setEventDataDeserializer(
        EventType.EXT_UPDATE_ROWS,
        new BinlogRows.Updated(tables).setMayContainExtraInformation(true));
    setEventDataDeserializer(
        EventType.EXT_DELETE_ROWS,
        new BinlogRows.Deleted(tables).setMayContainExtraInformation(true));
    setEventDataDeserializer(EventType.TRANSACTION_PAYLOAD, new Compressed());
  }

  /** One that cannot be read is handed on as such: the library itself would go on behind it. */
  @Override
  public Event nextEvent(ByteArrayInputStream input) throws IOException {
    try {
      Event event = super.nextEvent(input);
      if (event != null) {
        received(event);
      }
      return event;
    } catch (EventDataDeserializationException e) {
      if (e.getCause() instanceof EOFException || e.getCause() instanceof SocketException) {
        throw e;
      }
      return unreadable(e);
    } catch (RuntimeException e) {
      return unreadable(new EventDataDeserializationException(new EventHeaderV4(), e));
    }
  }

  private void received(Event event) {
    if (event.getHeader().getEventType() == EventType.ROTATE) {
      tables.clear();
    } else if (event.getData() instanceof TransactionPayloadEventData payload) {
      Compressed.place(payload, (EventHeaderV4) event.getHeader());
    }
  }

  /** In the form by which Debezium ends. */
  private static Event unreadable(EventDataDeserializationException failure) {
    EventHeaderV4 header = new EventHeaderV4();
    header.setEventType(EventType.INCIDENT);
    return new Event(header, new EventDataDeserializationExceptionData(failure));
  }

  @Override
  public EventData deserializeTableMapEventData(ByteArrayInputStream input, EventHeader header)
      throws IOException {
    EventData table = super.deserializeTableMapEventData(input, header);
    if (table instanceof TableMapEventData map) {
      tables.put(map.getTableId(), map);
    }
    return table;
  }

  /** A transaction in one event, which MySQL writes when it compresses. */
  private static final class Compressed extends TransactionPayloadEventDataDeserializer {
    @Override
    public TransactionPayloadEventData deserialize(ByteArrayInputStream input) throws IOException {
      while (input.readPackedInteger() != OTW_PAYLOAD_HEADER_END_MARK) {
        input.read(input.readPackedInteger());
      }
      TransactionPayloadEventData payload = new TransactionPayloadEventData();
      payload.setPayload(input.read(input.available()));
      ArrayList<Event> events = new ArrayList<>();
      read(payload.getPayload(), events);
      payload.setUncompressedEvents(events);
      return payload;
    }

    /** The events have the place of the whole, but for the last, which is at its end. */
    static void place(TransactionPayloadEventData payload, EventHeaderV4 whole) {
      EventHeaderV4 last = null;
      for (Event event : payload.getUncompressedEvents()) {
        last = event.getHeader();
        last.setNextPosition(whole.getPosition() + last.getEventLength());
      }
      if (last != null) {
        last.setNextPosition(whole.getNextPosition() + last.getEventLength());
      }
    }

    private static void read(byte[] compressed, List<Event> events) throws IOException {
      BinlogEvents reader = new BinlogEvents();
      try (ByteArrayInputStream plain =
          new ByteArrayInputStream(
              new ZstdInputStream(new java.io.ByteArrayInputStream(compressed)))) {
        for (Event event = reader.nextEvent(plain);
            event != null;
            event = reader.nextEvent(plain)) {
          events.add(event);
        }
      }
    }
  }
}
