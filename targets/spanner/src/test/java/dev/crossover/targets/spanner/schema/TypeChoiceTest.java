package dev.crossover.targets.spanner.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.PortableType.Equality;
import dev.crossover.engine.types.PortableType.Kind;
import dev.crossover.engine.types.PortableType.Range;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TypeChoiceTest {
  private static String usual(PortableType type) {
    return TypeChoice.usual(type).ddl();
  }

  private static PortableType type(Kind kind) {
    return switch (kind) {
      case DECIMAL -> PortableType.decimal(0, 0);
      case TEXT -> PortableType.text(0);
      case BYTES -> PortableType.bytes(0);
      case ARRAY -> PortableType.array(PortableType.of(Kind.INTEGER));
      default -> PortableType.of(kind);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "BOOLEAN,BOOL",
    "INTEGER,INT64",
    "FLOAT32,FLOAT32",
    "FLOAT64,FLOAT64",
    "DECIMAL,NUMERIC",
    "TEXT,STRING(MAX)",
    "BYTES,BYTES(MAX)",
    "DATE,DATE",
    "TIME,STRING(MAX)",
    "DATE_TIME,TIMESTAMP",
    "TIMESTAMP,TIMESTAMP",
    "JSON,JSON",
    "UUID,STRING(36)",
    "OTHER,STRING(MAX)",
    "ARRAY,ARRAY<INT64>"
  })
  void choosesATypeForEveryKind(Kind kind, String expected) {
    assertThat(usual(type(kind))).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aColumnOfTheChosenTypeSaysWhatItHolds(Kind kind) {
    SpannerType chosen = TypeChoice.usual(type(kind));
    assertThat(SpannerType.of(chosen.portable())).isEqualTo(chosen);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0,NUMERIC",
    "10,2,NUMERIC",
    "38,9,NUMERIC",
    "29,0,NUMERIC",
    "30,0,STRING(MAX)",
    "39,9,STRING(MAX)",
    "12,10,STRING(MAX)",
    "3,-2,STRING(MAX)",
    "2,5,NUMERIC"
  })
  void keepsADecimalOnlyIfEveryValueFits(int precision, int scale, String expected) {
    assertThat(usual(PortableType.decimal(precision, scale))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "160,STRING(160)",
    "1,STRING(1)",
    "0,STRING(MAX)",
    "2621440,STRING(2621440)",
    "2621441,STRING(MAX)"
  })
  void keepsTheLengthOfATextThatSpannerCanHave(int length, String expected) {
    assertThat(usual(PortableType.text(length))).isEqualTo(expected);
    assertThat(usual(PortableType.array(PortableType.text(length))))
        .isEqualTo("ARRAY<" + expected + ">");
  }

  @Test
  void keepsTheLengthOfBytesThatSpannerCanHave() {
    assertThat(usual(PortableType.bytes(16))).isEqualTo("BYTES(16)");
    assertThat(usual(PortableType.bytes(10_485_761))).isEqualTo("BYTES(MAX)");
  }

  @Test
  void takesAWiderTypeForIntegersOfMoreThan64Bits() {
    BigInteger unsigned = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
    assertThat(usual(PortableType.integer(new Range(BigInteger.ZERO, unsigned))))
        .isEqualTo("NUMERIC");
    BigInteger huge = BigInteger.TEN.pow(29);
    assertThat(usual(PortableType.integer(new Range(BigInteger.ZERO, huge))))
        .isEqualTo("STRING(MAX)");
  }

  @ParameterizedTest
  @CsvSource({
    "INTEGER,STRING(MAX),true",
    "INTEGER,INT64,true",
    "INTEGER,NUMERIC,true",
    "INTEGER,FLOAT64,false",
    "FLOAT32,FLOAT64,true",
    "FLOAT64,FLOAT32,false",
    "DECIMAL,NUMERIC,true",
    "DECIMAL,INT64,true",
    "TEXT,JSON,false",
    "BYTES,BYTES(16),true",
    "DATE,TIMESTAMP,false",
    "DATE_TIME,TIMESTAMP,true",
    "INTEGER,ARRAY<INT64>,false",
    "ARRAY,ARRAY<STRING(MAX)>,true",
    "ARRAY,ARRAY<INT64>,true",
    "ARRAY,ARRAY<BOOL>,false",
    "ARRAY,STRING(MAX),true",
    "OTHER,STRING(20),true",
    "OTHER,INT64,false",
    "JSON,STRING(MAX),true"
  })
  void allowsOverridesThatLoseNothing(Kind source, String wanted, boolean allowed) {
    assertThat(TypeChoice.allows(type(source), SpannerType.parse(wanted))).isEqualTo(allowed);
  }

  @Test
  void allowsOnlyTextForArraysOfMoreDimensions() {
    PortableType matrix = PortableType.array(type(Kind.ARRAY));
    assertThat(TypeChoice.allows(matrix, SpannerType.parse("STRING(MAX)"))).isTrue();
    assertThat(TypeChoice.allows(matrix, SpannerType.parse("ARRAY<INT64>"))).isFalse();
    assertThat(TypeChoice.allows(matrix, SpannerType.parse("ARRAY<STRING(MAX)>"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "BOOLEAN,BOOL,true",
    "INTEGER,INT64,true",
    "INTEGER,NUMERIC,false",
    "INTEGER,STRING(MAX),false",
    "DECIMAL,NUMERIC,true",
    "DECIMAL,STRING(MAX),false",
    "TEXT,STRING(9),true",
    "DATE,DATE,true",
    "TIMESTAMP,TIMESTAMP,true",
    "DATE_TIME,TIMESTAMP,false",
    "FLOAT64,FLOAT64,false",
    "UUID,STRING(36),false",
    "OTHER,STRING(MAX),false",
    "ARRAY,ARRAY<INT64>,false"
  })
  void comparesOnlyValuesThatCompareAlikeOnBothSides(Kind source, String target, boolean alike) {
    assertThat(TypeChoice.comparable(type(source), SpannerType.parse(target)).isPresent())
        .isEqualTo(alike);
  }

  @Test
  void doesNotCompareTextsThatIgnoreCaseOrWhosePaddingIsNotStored() {
    SpannerType string = SpannerType.parse("STRING(MAX)");
    PortableType text = PortableType.text(0);
    assertThat(TypeChoice.comparable(text.with(Equality.IGNORES_CASE), string)).isEmpty();
    assertThat(TypeChoice.comparable(text.with(Equality.IGNORES_LAST_BLANKS), string)).isEmpty();
    assertThat(TypeChoice.same(text.with(Equality.IGNORES_CASE), string)).contains(Kind.TEXT);
    assertThat(TypeChoice.comparable(text.with(Equality.PADDED), string)).isEmpty();
    assertThat(TypeChoice.comparable(PortableType.text(3).with(Equality.PADDED), string))
        .contains(Kind.TEXT);
  }
}
