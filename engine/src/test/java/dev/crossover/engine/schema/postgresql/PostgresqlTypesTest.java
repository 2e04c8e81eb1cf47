package dev.crossover.engine.schema.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceType;
import dev.crossover.engine.schema.SourceType.Kind;
import dev.crossover.engine.schema.TargetType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresqlTypesTest {
  private static SourceColumn column(Kind kind, String type, int length, int precision, int scale) {
    return new SourceColumn(
        "c",
        new SourceType(kind, type, type, length, precision, scale, false),
        0,
        true,
        SourceColumn.Fill.NONE,
        List.of(),
        List.of(),
        true,
        Optional.empty());
  }

  private static String ddl(SourceColumn column) {
    return PostgresqlTypes.typeOf(column).type().map(TargetType::ddl).orElse("refused");
  }

  @ParameterizedTest
  @CsvSource({
    "int2,INT64",
    "int8,INT64",
    "oid,INT64",
    "float4,FLOAT32",
    "float8,FLOAT64",
    "money,NUMERIC",
    "bool,BOOL",
    "text,STRING(MAX)",
    "name,STRING(MAX)",
    "bytea,BYTES(MAX)",
    "date,DATE",
    "timestamp,TIMESTAMP",
    "timestamptz,TIMESTAMP",
    "time,STRING(MAX)",
    "json,JSON",
    "jsonb,JSON",
    "uuid,STRING(36)",
    "interval,STRING(MAX)",
    "tstzmultirange,STRING(MAX)",
    "aclitem,refused"
  })
  void mapsATypeWithoutModifier(String source, String target) {
    assertThat(ddl(column(Kind.BUILT_IN, source, -1, -1, -1))).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource({
    "-1,-1,NUMERIC",
    "10,2,NUMERIC",
    "38,9,NUMERIC",
    "29,0,NUMERIC",
    "30,0,STRING(MAX)",
    "39,9,STRING(MAX)",
    "12,10,STRING(MAX)",
    "3,-2,STRING(MAX)",
    "2,5,NUMERIC"
  })
  void keepsANumericOnlyIfEveryValueFits(int precision, int scale, String target) {
    assertThat(ddl(column(Kind.BUILT_IN, "numeric", -1, precision, scale))).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource({
    "varchar,160,STRING(160)",
    "bpchar,1,STRING(1)",
    "varchar,-1,STRING(MAX)",
    "varchar,2621440,STRING(2621440)",
    "varchar,2621441,STRING(MAX)"
  })
  void keepsTheLengthOfATextThatSpannerCanHave(String type, int length, String target) {
    assertThat(ddl(column(Kind.BUILT_IN, type, length, -1, -1))).isEqualTo(target);
  }

  @Test
  void takesOnlyTheExtensionsThatItKnows() {
    assertThat(ddl(column(Kind.EXTENSION, "citext", -1, -1, -1))).isEqualTo("STRING(MAX)");
    assertThat(ddl(column(Kind.EXTENSION, "geometry", -1, -1, -1))).isEqualTo("refused");
  }

  @ParameterizedTest
  @CsvSource({
    "int4,STRING(MAX),true", "int4,NUMERIC,true", "int4,FLOAT64,false", "float4,FLOAT64,true",
    "float8,FLOAT32,false", "numeric,NUMERIC,true", "text,JSON,false", "bytea,BYTES(16),true",
    "date,TIMESTAMP,false", "int4,ARRAY<INT64>,false", "jsonb,STRING(MAX),true"
  })
  void allowsOverridesThatLoseNothing(String source, String target, boolean allowed) {
    assertThat(
            PostgresqlTypes.allows(
                column(Kind.BUILT_IN, source, -1, -1, -1), TargetType.parse(target)))
        .isEqualTo(allowed);
  }
}
