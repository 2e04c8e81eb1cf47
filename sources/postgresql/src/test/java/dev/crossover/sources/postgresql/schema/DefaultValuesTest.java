package dev.crossover.sources.postgresql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.schema.Expression.Form;
import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceColumn.Fill;
import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.SourceType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultValuesTest {
  private static SourceColumn column(String type, int modifier) {
    return column(new SourceType(type, type, PostgresqlTypes.builtIn(type, modifier).type()));
  }

  private static SourceColumn column(SourceType type) {
    return new SourceColumn(
        "c", type, true, Fill.NONE, List.of(), List.of(), Optional.empty(), Optional.empty());
  }

  private static String meaning(String text, SourceColumn column) {
    return DefaultValues.parse(text, column)
        .map(
            value ->
                value.form() == Form.LITERAL
                    ? value.kind() + " " + value.text()
                    : value.form().toString())
        .orElse("unknown");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "int4 ; 3 ; INTEGER 3",
        "int4 ; '-5'::integer ; INTEGER -5",
        "int8 ; '12345678901'::bigint ; INTEGER 12345678901",
        "int4 ; (1 + 1) ; unknown",
        "numeric ; 1.5 ; DECIMAL 1.5",
        "float8 ; '-1'::double precision ; FLOAT64 -1",
        "float8 ; 'NaN'::double precision ; unknown",
        "bool ; true ; BOOLEAN true",
        "bool ; NULL::boolean ; NULL",
        "text ; 'it''s'::text ; TEXT it's",
        "text ; CURRENT_USER ; unknown",
        "text ; gen_random_uuid() ; unknown",
        "varchar ; 'a'::character varying ; TEXT a",
        "char ; 'c'::\"char\" ; unknown",
        "bytea ; '\\xff00'::bytea ; BYTES ff00",
        "date ; '2020-01-01'::date ; DATE 2020-01-01",
        "date ; CURRENT_DATE ; CURRENT_DATE",
        "date ; now() ; unknown",
        "time ; '10:00:00'::time without time zone ; TIME 10:00:00",
        "timestamp ; now() ; CURRENT_TIMESTAMP",
        "timestamp ; '2020-01-01 00:00:00'::timestamp without time zone ; DATE_TIME 2020-01-01"
            + " 00:00:00",
        "timestamptz ; '2020-01-01 00:00:00.5+00'::timestamp with time zone ; TIMESTAMP 2020-01-01"
            + " 00:00:00.5",
        "timestamptz ; (now() + '1 day'::interval) ; unknown",
        "interval ; '1 day'::interval ; OTHER 1 day",
        "inet ; '10.0.0.1'::inet ; OTHER 10.0.0.1",
        "point ; '(1,2)'::point ; unknown",
        "json ; '[]'::json ; JSON []",
        "text ; ('usr-'::text || gen_random_uuid()) ; unknown",
        "text ; 'a'::text || 'b' ; unknown",
        "text ; 'abc'::character varying(2) ; unknown",
        "text ; ('abc'::character varying(2))::text ; unknown",
        "text ; 'ab '::bpchar ; unknown",
        "text ; NULLIF(current_setting('a'::text), ''::text) ; unknown",
        "text ; NULL::character varying(3) ; NULL",
        "text ; COALESCE(NULL::text, 'a'::text) ; unknown",
        "text ; upper('a'::text) ; unknown",
        "text ; CASE WHEN true THEN 'a'::text ELSE 'b'::text END ; unknown",
        "text ; ('a'::text) || ('b'::text) ; unknown",
        "text ; 'a'::text COLLATE \"\"C\"\" ; unknown",
        "int4 ; (1) + (2) ; unknown",
        "int4 ; (0)::smallint ; INTEGER 0",
        "int4 ; (1.7)::integer ; unknown",
        "int4 ; '5'::text ; unknown",
        "int4 ; length('abc'::text) ; unknown",
        "numeric ; (0)::numeric ; DECIMAL 0",
        "numeric ; (1.256)::numeric(5,2) ; unknown",
        "float8 ; (0.5)::double precision ; FLOAT64 0.5",
        "float8 ; '0.1'::real ; unknown",
        "bool ; (NOT true) ; unknown",
        "bool ; true AND false ; unknown",
        "date ; ('2020-01-01'::date + 30) ; unknown",
        "date ; ('now'::text)::date ; unknown",
        "date ; '2020-01-01'::date - '1 day'::interval ; unknown",
        "timestamp ; '2020-01-01 00:00:00+00'::timestamp with time zone ; unknown",
        "timestamptz ; '2020-01-01 00:00:00'::timestamp without time zone ; unknown",
        "timestamptz ; date_trunc('day'::text, now()) ; unknown",
        "json ; '{}'::jsonb ; unknown",
        "json ; json_build_object('a'::text, 1) ; unknown",
        "bytea ; decode('00'::text, 'hex'::text) ; unknown",
        "uuid ; '00000000-0000-0000-0000-000000000000'::uuid ; UUID"
            + " 00000000-0000-0000-0000-000000000000",
        "uuid ; COALESCE(gen_random_uuid(), gen_random_uuid()) ; unknown",
        "interval ; ('1 day'::interval * (2)::double precision) ; unknown",
        "uuid ; gen_random_uuid() ; RANDOM_UUID",
        "uuid ; public.uuid_generate_v4() ; RANDOM_UUID"
      })
  void readsWhatADefaultMeans(String type, String text, String expected) {
    assertThat(meaning(text, column(type, -1))).isEqualTo(expected);
  }

  @Test
  void fillsUpAPaddedText() {
    assertThat(DefaultValues.parse("'ab'::bpchar", column("bpchar", 5 + 4)).orElseThrow().text())
        .isEqualTo("ab   ");
    assertThat(DefaultValues.parse("'ab'::bpchar", column("bpchar", -1))).isEmpty();
  }

  @Test
  void leavesOutADecimalThatPostgresqlWouldRound() {
    SourceColumn cents = column("numeric", ((10 << 16) | 2) + 4);
    assertThat(meaning("1.55", cents)).isEqualTo("DECIMAL 1.55");
    assertThat(meaning("1.555", cents)).isEqualTo("unknown");
  }

  @Test
  void knowsTheEmptyArrayAndNoOther() {
    SourceColumn array =
        column(
            new SourceType(
                "int4",
                "integer[]",
                PortableType.array(PostgresqlTypes.builtIn("int4", -1).type())));
    assertThat(meaning("'{}'::integer[]", array)).isEqualTo("EMPTY_ARRAY");
    assertThat(meaning("ARRAY[]::integer[]", array)).isEqualTo("EMPTY_ARRAY");
    assertThat(meaning("ARRAY[1]", array)).isEqualTo("unknown");
    assertThat(meaning("'{}'::integer[] || ARRAY[1]::integer[]", array)).isEqualTo("unknown");
    assertThat(meaning("('{}'::integer[] || 5)", array)).isEqualTo("unknown");
  }

  @Test
  void aDefaultThatDrawsFromASequenceIsHandedOverOnItsOwn() {
    Fill fill =
        ColumnFills.defaultValue("nextval('shop.item_id_seq'::regclass)", column("int4", -1));
    assertThat(fill.kind()).isEqualTo(Fill.Kind.SEQUENCE);
    assertThat(fill.expression()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "('INV-'::text || nextval('shop.invoice_seq'::regclass))",
        "(nextval('shop.item_id_seq'::regclass) * 10)",
        "COALESCE(nextval('shop.item_id_seq'::regclass), 1)"
      })
  void whatIsMadeOfASequenceIsADefaultThatIsNotMoved(String text) {
    Fill fill = ColumnFills.defaultValue(text, column("text", -1));
    assertThat(fill.kind()).isEqualTo(Fill.Kind.DEFAULT);
    assertThat(fill.expression()).isEmpty();
  }

  @Test
  void knowsALabelOfItsOwnEnumAndNoText() {
    SourceColumn mood =
        new SourceColumn(
            "c",
            new SourceType("public.mood", "mood", PortableType.text(0)),
            true,
            Fill.NONE,
            List.of("sad", "happy"),
            List.of(),
            Optional.empty(),
            Optional.empty());
    assertThat(meaning("'sad'::public.mood", mood)).isEqualTo("TEXT sad");
    assertThat(meaning("('sad'::text)::public.mood", mood)).isEqualTo("unknown");
    assertThat(meaning("public.first_mood()", mood)).isEqualTo("unknown");
  }

  @Test
  void leavesOutATimeThatItsColumnRounds() {
    SourceType seconds =
        new SourceType(
            "time", "time(0) without time zone", PostgresqlTypes.builtIn("time", -1).type());
    assertThat(meaning("'10:00:00'::time without time zone", column(seconds)))
        .isEqualTo("TIME 10:00:00");
    assertThat(meaning("'10:00:00.7'::time without time zone", column(seconds)))
        .isEqualTo("unknown");
  }
}
