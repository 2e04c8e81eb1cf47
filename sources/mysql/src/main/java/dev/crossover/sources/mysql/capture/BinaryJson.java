package dev.crossover.sources.mysql.capture;

import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonBinary;
import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonFormatter;
import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Reads MySQL's documents, which the log has in a binary form, as the server prints them. Debezium
 * makes the object itself, by its public name.
 */
public final class BinaryJson implements CustomConverter<SchemaBuilder, RelationalColumn> {
  @Override
  public void configure(Properties properties) {}

  @Override
  public void converterFor(
      RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
    if (column.typeName().equalsIgnoreCase("JSON")) {
      registration.register(
          SchemaBuilder.string().optional(),
          value -> value instanceof byte[] bytes ? text(bytes) : value);
    }
  }

  static String text(byte[] document) {
    if (document.length == 0) {
      return "null"; // what a lax server puts where there can be no NULL
    }
    MysqlJsonText text = new MysqlJsonText();
    try {
      new Document(document).parse(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** The library does not know times below zero. */
  private static final class Document extends JsonBinary {
    Document(byte[] document) {
      super(document);
    }

    @Override
    protected void parseTime(JsonFormatter formatter) throws IOException {
      long packed = readInt64();
      long time = Math.abs(packed);
      formatter.value(
          "%s%02d:%02d:%02d.%06d"
              .formatted(
                  packed < 0 ? "-" : "",
                  time >> 36 & 0x3ff,
                  time >> 30 & 0x3f,
                  time >> 24 & 0x3f,
                  time & 0xffffff));
    }
  }
}
