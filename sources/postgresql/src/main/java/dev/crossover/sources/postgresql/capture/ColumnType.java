package dev.crossover.sources.postgresql.capture;

import io.debezium.spi.converter.RelationalColumn;
import java.sql.Types;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.postgresql.core.Oid;

/**
 * How the text of a column is to be read; domains are resolved by Debezium.
 *
 * @param precision decimal digits for a {@link Kind#DECIMAL}, else 0
 * @param scale digits after the point for a {@link Kind#DECIMAL}, else 0
 * @param delimiter what stands between the elements of an array's text
 */
record ColumnType(Kind kind, int precision, int scale, boolean array, char delimiter) {

  /** What a text stands for; TEXT stands for itself. */
  enum Kind {
    BOOLEAN,
    INTEGER,
    LONG,
    FLOAT,
    DOUBLE,
    DECIMAL,
    MONEY,
    BYTES,
    DATE,
    TIMESTAMP,
    TIME,
    TEXT
  }

  private static final int BOX_ARRAY = 1020;

  private static final Map<Integer, Kind> KINDS =
      Map.ofEntries(
          Map.entry(Oid.BOOL, Kind.BOOLEAN),
          Map.entry(Oid.INT2, Kind.INTEGER),
          Map.entry(Oid.INT4, Kind.INTEGER),
          Map.entry(Oid.INT8, Kind.LONG),
          Map.entry(Oid.OID, Kind.LONG),
          Map.entry(Oid.FLOAT4, Kind.FLOAT),
          Map.entry(Oid.FLOAT8, Kind.DOUBLE),
          Map.entry(Oid.NUMERIC, Kind.DECIMAL),
          Map.entry(Oid.MONEY, Kind.MONEY),
          Map.entry(Oid.BYTEA, Kind.BYTES),
          Map.entry(Oid.DATE, Kind.DATE),
          Map.entry(Oid.TIMESTAMP, Kind.TIMESTAMP),
          Map.entry(Oid.TIMESTAMPTZ, Kind.TIMESTAMP),
          Map.entry(Oid.TIME, Kind.TIME));

  private static final Map<Integer, Kind> ELEMENT_KINDS =
      Map.ofEntries(
          Map.entry(Oid.BOOL_ARRAY, Kind.BOOLEAN),
          Map.entry(Oid.INT2_ARRAY, Kind.INTEGER),
          Map.entry(Oid.INT4_ARRAY, Kind.INTEGER),
          Map.entry(Oid.INT8_ARRAY, Kind.LONG),
          Map.entry(Oid.OID_ARRAY, Kind.LONG),
          Map.entry(Oid.FLOAT4_ARRAY, Kind.FLOAT),
          Map.entry(Oid.FLOAT8_ARRAY, Kind.DOUBLE),
          Map.entry(Oid.NUMERIC_ARRAY, Kind.DECIMAL),
          Map.entry(Oid.MONEY_ARRAY, Kind.MONEY),
          Map.entry(Oid.BYTEA_ARRAY, Kind.BYTES),
          Map.entry(Oid.DATE_ARRAY, Kind.DATE),
          Map.entry(Oid.TIMESTAMP_ARRAY, Kind.TIMESTAMP),
          Map.entry(Oid.TIMESTAMPTZ_ARRAY, Kind.TIMESTAMP),
          Map.entry(Oid.TIME_ARRAY, Kind.TIME));

  private static final Pattern MODIFIERS = Pattern.compile("\\((\\d{1,4}),(\\d{1,4})\\)$");

  static ColumnType of(RelationalColumn column) {
    boolean array = column.jdbcType() == Types.ARRAY;
    Kind kind = (array ? ELEMENT_KINDS : KINDS).getOrDefault(column.nativeType(), Kind.TEXT);
    char delimiter = column.nativeType() == BOX_ARRAY ? ';' : ',';
    Matcher modifiers = MODIFIERS.matcher(column.typeExpression());
    return kind == Kind.DECIMAL && modifiers.find()
        ? new ColumnType(
            kind,
            Integer.parseInt(modifiers.group(1)),
            Integer.parseInt(modifiers.group(2)),
            array,
            delimiter)
        : new ColumnType(kind, 0, 0, array, delimiter);
  }

  /** Whether values have a declared scale that Avro's decimal can have too. */
  boolean hasScale() {
    return precision > 0 && scale <= precision;
  }

  void describe(SchemaBuilder field) {
    field.parameter("kind", kind.name());
    field.parameter("precision", Integer.toString(precision));
    field.parameter("scale", Integer.toString(scale));
    field.parameter("array", Boolean.toString(array));
    field.parameter("delimiter", Character.toString(delimiter));
  }

  static ColumnType described(Schema field) {
    Map<String, String> parameters = field.parameters();
    return new ColumnType(
        Kind.valueOf(parameters.get("kind")),
        Integer.parseInt(parameters.get("precision")),
        Integer.parseInt(parameters.get("scale")),
        Boolean.parseBoolean(parameters.get("array")),
        parameters.get("delimiter").charAt(0));
  }
}
