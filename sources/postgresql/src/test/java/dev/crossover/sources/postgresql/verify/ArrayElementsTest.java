package dev.crossover.sources.postgresql.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArrayElementsTest {
  @Test
  void anArrayIsReadWithItsQuotesAndNulls() {
    assertThat(ArrayElements.elements("{1,NULL,\"NULL\",\"a,\\\"b\\\\\",\"\"}", ','))
        .contains(
            List.of(
                Optional.of("1"),
                Optional.empty(),
                Optional.of("NULL"),
                Optional.of("a,\"b\\"),
                Optional.of("")));
    assertThat(ArrayElements.elements("{}", ',')).contains(List.of());
    assertThat(ArrayElements.elements("{(1,1),(0,0);(2,2),(1,1)}", ';'))
        .contains(List.of(Optional.of("(1,1),(0,0)"), Optional.of("(2,2),(1,1)")));
  }

  @Test
  void anArrayOfMoreDimensionsOrAnotherStartIsEqualToNone() {
    assertThat(ArrayElements.elements("{{1,2},{3,4}}", ',')).isEmpty();
    assertThat(ArrayElements.elements("[0:1]={1,2}", ',')).isEmpty();
  }
}
