package dev.crossover.sources.mysql.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import io.debezium.connector.binlog.event.EventDataDeserializationExceptionData;
import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class BinlogEventsTest {
  /** The header of an EXT_WRITE_ROWS event of 32 bytes: time, type, server, length, end, flags. */
  private static final String HEADER = "00000000 1e 01000000 20000000 00000000 0000";

  /** Rows of table 7 with one column, of which no definition came before. */
  private static final String ROWS = "070000000000 0000 0200 01 ff fe";

  @Test
  void anEventThatCannotBeReadEndsTheStreamInsteadOfBeingLeftOut() throws IOException {
    Event event = new BinlogEvents().nextEvent(bytes(HEADER + ROWS));

    assertThat(event.<EventDataDeserializationExceptionData>getData().getCause())
        .hasMessageContaining("EXT_WRITE_ROWS");
    assertThat(event.getHeader().getEventType()).isEqualTo(EventType.INCIDENT);
  }

  @Test
  void aConnectionThatEndsInAnEventIsNoUnreadableEvent() {
    assertThatThrownBy(() -> new BinlogEvents().nextEvent(bytes(HEADER + "0700")))
        .hasCauseInstanceOf(EOFException.class);
  }

  private static ByteArrayInputStream bytes(String hex) {
    return new ByteArrayInputStream(HexFormat.of().parseHex(hex.replace(" ", "")));
  }
}
