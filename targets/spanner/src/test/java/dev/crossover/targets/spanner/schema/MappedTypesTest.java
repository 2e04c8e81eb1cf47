package dev.crossover.targets.spanner.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SettingsException;
import dev.crossover.engine.schema.Mapping;
import dev.crossover.engine.schema.MappingFile;
import dev.crossover.engine.schema.SchemaPlanner;
import dev.crossover.engine.schema.TableName;
import org.junit.jupiter.api.Test;

/** The types that a mapping file may ask for. */
class MappedTypesTest {
  private static final SchemaPlanner PLANNER = new SpannerSchemaPlanner();

  private static Mapping parse(String columns) {
    return MappingFile.parse(
        "{\"tables\": {\"public.t\": {\"columns\": {" + columns + "}}}}",
        "m.json",
        PLANNER::requireType);
  }

  @Test
  void keepsATypeThatSpannerHasAsItIsWritten() {
    assertThat(
            parse("\"a\": {\"type\": \"string( 20 )\"}")
                .table(TableName.parse("public.t"))
                .column("a")
                .type())
        .contains("string( 20 )");
  }

  @Test
  void namesTheColumnOfEveryTypeThatSpannerDoesNotHave() {
    assertThatThrownBy(() -> parse("\"a\": {\"type\": \"NUMBER\"}, \"b\": {\"type\": \"STRING\"}"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(
            "the mapping file m.json has 2 mistake(s):",
            "tables.public.t.columns.a.type: a type must be one of BOOL, INT64,",
            "tables.public.t.columns.b.type: a type must be one of",
            "got STRING");
  }
}
