package dev.crossover.sources.postgresql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.PortableType.Equality;
import dev.crossover.engine.types.PortableType.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresqlTypesTest {
  private static PortableType type(String name, int modifier) {
    PostgresqlTypes.Description description = PostgresqlTypes.builtIn(name, modifier);
    assertThat(description.obstacle()).isEmpty();
    return description.type();
  }

  private static int numericModifier(int precision, int scale) {
    return ((precision << 16) | (scale & 0x7FF)) + 4;
  }

  private static PostgresqlType userType(char kind, String name) {
    return new PostgresqlType(1, "shop", name, kind, 0, -1, 0, false, 0, List.of(), List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "bool,BOOLEAN,EXACT",
    "int2,INTEGER,EXACT",
    "int4,INTEGER,EXACT",
    "int8,INTEGER,EXACT",
    "oid,INTEGER,EXACT",
    "float4,FLOAT32,BY_VALUE",
    "float8,FLOAT64,BY_VALUE",
    "numeric,DECIMAL,BY_VALUE",
    "money,DECIMAL,BY_VALUE",
    "text,TEXT,EXACT",
    "varchar,TEXT,EXACT",
    "name,TEXT,EXACT",
    "char,TEXT,EXACT",
    "bpchar,TEXT,PADDED",
    "bytea,BYTES,EXACT",
    "date,DATE,EXACT",
    "time,TIME,EXACT",
    "timetz,OTHER,BY_VALUE",
    "timestamp,DATE_TIME,EXACT",
    "timestamptz,TIMESTAMP,EXACT",
    "interval,OTHER,BY_VALUE",
    "json,JSON,BY_VALUE",
    "jsonb,JSON,BY_VALUE",
    "uuid,UUID,EXACT",
    "xml,OTHER,BY_VALUE",
    "inet,OTHER,EXACT",
    "cidr,OTHER,EXACT",
    "macaddr,OTHER,EXACT",
    "macaddr8,OTHER,EXACT",
    "bit,OTHER,EXACT",
    "varbit,OTHER,BY_VALUE",
    "pg_lsn,OTHER,EXACT",
    "xid8,OTHER,EXACT",
    "xid,OTHER,BY_VALUE",
    "tsvector,OTHER,BY_VALUE",
    "tsquery,OTHER,BY_VALUE",
    "point,OTHER,BY_VALUE",
    "box,OTHER,BY_VALUE",
    "int4range,OTHER,BY_VALUE",
    "tstzmultirange,OTHER,BY_VALUE",
    "jsonpath,OTHER,BY_VALUE",
    "regclass,OTHER,BY_VALUE",
    "txid_snapshot,OTHER,BY_VALUE"
  })
  void saysWhatATypeIsAndWhenItsValuesAreEqual(String name, Kind kind, Equality equality) {
    assertThat(type(name, -1).kind()).isEqualTo(kind);
    assertThat(type(name, -1).equality()).isEqualTo(equality);
  }

  @ParameterizedTest
  @CsvSource({
    "int2,-32768,32767",
    "int4,-2147483648,2147483647",
    "int8,-9223372036854775808,9223372036854775807",
    "oid,0,4294967295"
  })
  void knowsTheRangeOfAnInteger(String name, long minimum, long maximum) {
    assertThat(type(name, -1).range()).contains(PortableType.Range.of(minimum, maximum));
  }

  @ParameterizedTest
  @CsvSource({"10,2", "38,9", "29,0", "39,9", "3,-2", "2,5", "1000,0"})
  void readsPrecisionAndScaleFromTheModifierOfANumeric(int precision, int scale) {
    PortableType numeric = type("numeric", numericModifier(precision, scale));
    assertThat(numeric.precision()).isEqualTo(precision);
    assertThat(numeric.scale()).isEqualTo(scale);
  }

  @Test
  void aNumericWithoutModifierHasNoDeclaredPrecision() {
    assertThat(type("numeric", -1).precision()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"varchar,160", "bpchar,1", "varchar,2621441"})
  void readsTheLengthFromTheModifierOfAText(String name, int length) {
    assertThat(type(name, length + 4).length()).isEqualTo(length);
    assertThat(type(name, -1).length()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"time", "timestamp", "timestamptz"})
  void readsTheDigitsOfASecondFromTheModifier(String name) {
    assertThat(type(name, 3).scale()).isEqualTo(3);
    assertThat(type(name, 0).scale()).isZero();
    assertThat(type(name, -1).scale()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aclitem", "int2vector", "pg_node_tree", "refcursor"})
  void cannotMoveTypesOfTheInnerWorkings(String name) {
    assertThat(PostgresqlTypes.builtIn(name, -1).obstacle())
        .contains("it is a type of PostgreSQL's inner workings");
  }

  @Test
  void takesOnlyTheExtensionsThatItKnows() {
    assertThat(PostgresqlTypes.of(userType('b', "citext"), -1).type())
        .isEqualTo(PortableType.text(0).with(Equality.IGNORES_CASE));
    assertThat(PostgresqlTypes.of(userType('b', "hstore"), -1).obstacle()).isEmpty();
    assertThat(PostgresqlTypes.of(userType('b', "geometry"), -1).obstacle())
        .contains("it is not one of PostgreSQL's own types");
  }

  @Test
  void anEnumIsTextAndACompositeTypeCannotBeMoved() {
    assertThat(PostgresqlTypes.of(userType('e', "int4"), -1).type())
        .isEqualTo(PortableType.text(0));
    assertThat(PostgresqlTypes.of(userType('c', "pair"), -1).obstacle())
        .contains("it is a composite type");
  }

  @Test
  void aUsersTypeHasItsSchemaInItsNameAndIsNotTakenForABuiltInOne() {
    assertThat(userType('e', "int4").uniqueName()).isEqualTo("shop.int4");
  }

  @Test
  void onlyArraysOfOneDimensionCanBeMoved() {
    PostgresqlTypes.Description single = PostgresqlTypes.builtIn("int4", -1);
    assertThat(single.array(1).obstacle()).isEmpty();
    assertThat(single.array(1).type()).isEqualTo(PortableType.array(single.type()));
    assertThat(single.array(2).obstacle()).contains("its arrays have 2 dimensions");
    assertThat(single.array(2).type().isArray()).isTrue();
  }

  @Test
  void onlyADocumentIsPrintedWithLessThanItHas() {
    assertThat(PostgresqlTypes.changed(builtInType("xml")).orElseThrow())
        .contains("without the encoding of its XML declaration");
    assertThat(PostgresqlTypes.changed(builtInType("jsonb"))).isEmpty();
    assertThat(PostgresqlTypes.changed(userType('b', "xml"))).isEmpty();
  }

  private static PostgresqlType builtInType(String name) {
    return new PostgresqlType(1, "pg_catalog", name, 'b', 0, -1, 0, false, 0, List.of(), List.of());
  }
}
