package dev.crossover.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablePatternsTest {
  @ParameterizedTest
  @CsvSource({
    "shop.item,shop.item,true",
    "shop.*,shop.item,true",
    "*.item,shop.item,true",
    "shop.it*m,shop.item,true",
    "shop.i.em,shop.item,false",
    "item,shop.item,false",
    "shop.item,shop.items,false"
  })
  void aStarMatchesAnyRunOfCharacters(String pattern, String table, boolean matches) {
    assertThat(new TablePatterns(List.of("other.table", pattern)).match(table)).isEqualTo(matches);
  }
}
