package dev.crossover.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.verify.encoding.CanonicalEncoding;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import dev.crossover.engine.verify.encoding.KeyPart;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ChunkMergeTest {
  private static EncodedRow row(int key, int value) {
    return new EncodedRow(
        new ComparedKey(List.of(KeyPart.of(BigDecimal.valueOf(key)))),
        List.of(CanonicalEncoding.integer(key), CanonicalEncoding.integer(value)));
  }

  private static List<EncodedRow> rows(Map<Integer, Integer> values) {
    return new TreeMap<>(values)
        .entrySet().stream().map(entry -> row(entry.getKey(), entry.getValue())).toList();
  }

  private static List<String> merged(List<EncodedRow> source, List<EncodedRow> target) {
    List<String> pairs = new ArrayList<>();
    ChunkMerge.merge(
        source.iterator(),
        target.iterator(),
        (left, right) -> {
          String key = left.or(() -> right).orElseThrow().key().literals().get(0);
          boolean same = left.isPresent() && right.isPresent() && left.get().sameAs(right.get());
          pairs.add(
              key
                  + (left.isPresent() ? "s" : "-")
                  + (right.isPresent() ? "t" : "-")
                  + (same ? "=" : "!"));
        });
    return pairs;
  }

  @Test
  void rowsOfOneKeyMeet() {
    assertThat(
            merged(
                List.of(row(1, 1), row(2, 2), row(4, 4)),
                List.of(row(0, 0), row(2, 2), row(4, 5), row(5, 5))))
        .containsExactly("0-t!", "1s-!", "2st=", "4st!", "5-t!");
  }

  @Test
  void aSecondTargetRowOfAKeyIsExtra() {
    assertThat(merged(List.of(row(1, 1)), List.of(row(1, 1), row(1, 1))))
        .containsExactly("1st=", "1-t!");
  }

  @Test
  void refusesRowsThatAreNotInOrder() {
    assertThatThrownBy(() -> merged(List.of(row(2, 2), row(1, 1)), List.of()))
        .isInstanceOf(KeyOrderException.class)
        .hasMessageContaining("source");
    assertThatThrownBy(() -> merged(List.of(row(1, 1), row(1, 1)), List.of()))
        .isInstanceOf(KeyOrderException.class);
    assertThatThrownBy(() -> merged(List.of(), List.of(row(2, 2), row(1, 1))))
        .isInstanceOf(KeyOrderException.class)
        .hasMessageContaining("target");
  }

  @Property
  void everyKeyIsMetOnceAndJudgedByItsRows(
      @ForAll @Size(max = 30) Map<@IntRange(max = 20) Integer, @IntRange(max = 2) Integer> source,
      @ForAll @Size(max = 30) Map<@IntRange(max = 20) Integer, @IntRange(max = 2) Integer> target) {
    List<String> expected = new ArrayList<>();
    for (int key = 0; key <= 20; key++) {
      boolean left = source.containsKey(key);
      boolean right = target.containsKey(key);
      if (left || right) {
        boolean same = left && right && source.get(key).equals(target.get(key));
        expected.add(key + (left ? "s" : "-") + (right ? "t" : "-") + (same ? "=" : "!"));
      }
    }
    assertThat(merged(rows(source), rows(target))).isEqualTo(expected);
  }
}
