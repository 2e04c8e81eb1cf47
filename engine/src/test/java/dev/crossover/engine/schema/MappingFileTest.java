package dev.crossover.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SettingsException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MappingFileTest {
  /** The types of a target that has three. */
  private static void requireType(String text) {
    if (!text.equals("BOOL") && !text.equals("INT64") && !text.equals("string( 20 )")) {
      throw new IllegalArgumentException(
          "a type must be one of BOOL, INT64, string( 20 ), got " + text);
    }
  }

  @Test
  void readsEveryWish() {
    String json =
        """
        {"tables": {"public.track": {
          "rename": "tracks", "interleave_in": "public.album",
          "columns": {
            "price": {"rename": "unit_price", "type": "string( 20 )"},
            "note": {"skip": true},
            "total": {"generated_as": "a\\n + b"}}},
          "public.old": {"skip": true}}}
        """;

    assertThat(MappingFile.parse(json, "m.json", MappingFileTest::requireType))
        .isEqualTo(
            new Mapping(
                Map.of(
                    TableName.parse("public.track"),
                    new Mapping.OfTable(
                        Optional.of("tracks"),
                        false,
                        Optional.of(TableName.parse("public.album")),
                        Map.of(
                            "price",
                            new Mapping.OfColumn(
                                Optional.of("unit_price"),
                                Optional.of("string( 20 )"),
                                false,
                                Optional.empty()),
                            "note",
                            new Mapping.OfColumn(
                                Optional.empty(), Optional.empty(), true, Optional.empty()),
                            "total",
                            new Mapping.OfColumn(
                                Optional.empty(), Optional.empty(), false, Optional.of("a + b")))),
                    TableName.parse("public.old"),
                    new Mapping.OfTable(Optional.empty(), true, Optional.empty(), Map.of()))));
  }

  @Test
  void tellsEveryMistakeAtOnceWithTheNearestKnownKey() {
    String json =
        """
        {"tabels": {}, "tables": {"track": {}, "public.t": {
          "interleave": "x", "skip": "yes", "rename": "",
          "columns": {"a": {"typ": "INT64", "type": "NUMBER"}, "b": {"type": "STRING"}, "c": 1}}}}
        """;

    assertThatThrownBy(() -> MappingFile.parse(json, "m.json", MappingFileTest::requireType))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(
            "the mapping file m.json has 9 mistake(s):",
            "unknown key tabels, perhaps tables; known are [tables]",
            "tables.track: a table name must be schema.table, got track",
            "tables.public.t: unknown key interleave, perhaps interleave_in;",
            "tables.public.t.skip must be true or false, got \"yes\"",
            "tables.public.t.rename must be a text, got \"\"",
            "tables.public.t.columns.a: unknown key typ, perhaps type;",
            "tables.public.t.columns.a.type: a type must be one of BOOL, INT64,",
            "tables.public.t.columns.b.type: a type must be one of",
            "tables.public.t.columns.c must be an object, got NUMBER");
  }

  @Test
  void refusesTextThatIsNotJson() {
    assertThatThrownBy(() -> MappingFile.parse("{", "m.json", MappingFileTest::requireType))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("the mapping file m.json is not JSON: ");
  }
}
