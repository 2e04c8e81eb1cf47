package dev.crossover.targets.spanner.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.schema.Expression;
import dev.crossover.engine.schema.Expression.Form;
import dev.crossover.engine.types.PortableType.Kind;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultSqlTest {
  private static String sql(Expression expression, String type) {
    Optional<String> sql = DefaultSql.of(expression, SpannerType.parse(type));
    return sql.orElse("refused");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "BOOLEAN | true | BOOL | TRUE",
        "INTEGER | -5 | INT64 | -5",
        "INTEGER | 9223372036854775807 | INT64 | refused",
        "INTEGER | 3 | NUMERIC | NUMERIC '3'",
        "INTEGER | 3 | STRING(MAX) | refused",
        "DECIMAL | 1.5 | NUMERIC | NUMERIC '1.5'",
        "DECIMAL | 4 | INT64 | 4",
        "DECIMAL | 4.5 | INT64 | refused",
        "DECIMAL | 1.12345678901 | NUMERIC | refused",
        "DECIMAL | 5 | STRING(MAX) | refused",
        "FLOAT32 | -1 | FLOAT32 | CAST('-1' AS FLOAT32)",
        "FLOAT32 | 1.5 | FLOAT64 | CAST('1.5' AS FLOAT64)",
        "DATE | 2020-01-01 | DATE | DATE '2020-01-01'",
        "DATE | 2020-01-01 | STRING(MAX) | refused",
        "DATE_TIME | 2020-01-01 00:00:00 | TIMESTAMP | TIMESTAMP '2020-01-01 00:00:00+00:00'",
        "TIMESTAMP | 2020-01-01 00:00:00.5 | TIMESTAMP | TIMESTAMP '2020-01-01 00:00:00.5+00:00'",
        "JSON | [] | JSON | JSON '[]'",
        "JSON | [] | STRING(MAX) | refused",
        "BYTES | ff00 | BYTES(MAX) | FROM_HEX('ff00')",
        "TEXT | it's | STRING(9) | 'it\\'s'",
        "TEXT | a | ARRAY<STRING(MAX)> | refused",
        "UUID | 7e57d004 | STRING(36) | '7e57d004'",
        "TIME | 10:00:00 | STRING(MAX) | '10:00:00'",
        "OTHER | 1 day | STRING(30) | '1 day'"
      })
  void writesALiteralAsTheTargetsTypeHasIt(Kind kind, String text, String type, String expected) {
    assertThat(sql(Expression.literal(kind, text), type)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "NULL,INT64,NULL",
    "EMPTY_ARRAY,ARRAY<INT64>,[]",
    "EMPTY_ARRAY,STRING(MAX),refused",
    "CURRENT_TIMESTAMP,TIMESTAMP,CURRENT_TIMESTAMP()",
    "CURRENT_TIMESTAMP,STRING(MAX),refused",
    "CURRENT_DATE,DATE,CURRENT_DATE('UTC')",
    "CURRENT_DATE,TIMESTAMP,refused",
    "RANDOM_UUID,STRING(36),GENERATE_UUID()",
    "RANDOM_UUID,INT64,refused",
    "SUM,INT64,refused"
  })
  void callsWhatSpannerHasToo(Form form, String type, String expected) {
    assertThat(sql(Expression.of(form, Kind.OTHER), type)).isEqualTo(expected);
  }
}
