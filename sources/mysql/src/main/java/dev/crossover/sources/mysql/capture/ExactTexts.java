package dev.crossover.sources.mysql.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Reads texts of the character sets that Debezium reads otherwise than the server does. Debezium
 * makes the object itself, by its public name.
 */
public final class ExactTexts implements CustomConverter<SchemaBuilder, RelationalColumn> {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final Charset WINDOWS_31J = Charset.forName("windows-31j");

  /** In a row of the log these are numbers, and their labels come from the table's definition. */
  private static final Set<String> NUMBERED = Set.of("ENUM", "SET");

  private static final Map<String, Function<byte[], String>> DECODERS =
      Map.of("latin1", ExactTexts::latin1, "cp932", bytes -> new String(bytes, WINDOWS_31J));

  @Override
  public void configure(Properties properties) {}

  @Override
  public void converterFor(
      RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
    Optional<Function<byte[], String>> decoder =
        Optional.ofNullable(column.charsetName())
            .map(name -> DECODERS.get(name.toLowerCase(Locale.ROOT)));
    if (decoder.isPresent() && !NUMBERED.contains(column.typeName().toUpperCase(Locale.ROOT))) {
      registration.register(
          SchemaBuilder.string().optional(),
          value -> value instanceof byte[] bytes ? decoder.get().apply(bytes) : value);
    }
  }

  /** MySQL's latin1 is Windows' 1252, with controls at the five places that 1252 leaves empty. */
  private static String latin1(byte[] bytes) {
    StringBuilder text = new StringBuilder(new String(bytes, WINDOWS_1252));
    String controls = new String(bytes, ISO_8859_1);
    for (int i = 0; i < bytes.length; i++) {
      if (text.charAt(i) == '\uFFFD') {
        text.setCharAt(i, controls.charAt(i));
      }
    }
    return text.toString();
  }
}
