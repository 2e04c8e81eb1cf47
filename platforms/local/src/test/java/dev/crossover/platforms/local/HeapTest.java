package dev.crossover.platforms.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeapTest {
  private static final List<String> JAVA = List.of("java", "-Xmx512m", "-cp", "a", "Main");

  @Test
  void isReadFromACommandAndPutIntoIt() {
    assertThat(Heap.of(JAVA)).contains(new Heap(512));
    assertThat(Heap.of(List.of("java", "-Xmx2g"))).contains(new Heap(2048));
    assertThat(new Heap(700).in(JAVA)).containsExactly("java", "-Xmx700m", "-cp", "a", "Main");
  }

  @Test
  void isNotThereInACommandThatNamesNone() {
    assertThat(Heap.of(List.of("sh", "-c", "sleep 1"))).isEmpty();
    assertThat(new Heap(700).in(List.of("sh"))).containsExactly("sh");
  }

  @Test
  void doublesUpToALimitAndNeverShrinks() {
    assertThat(new Heap(512).doubled(new Heap(4096))).isEqualTo(new Heap(1024));
    assertThat(new Heap(512).doubled(new Heap(800))).isEqualTo(new Heap(800));
    assertThat(new Heap(512).doubled(new Heap(300))).isEqualTo(new Heap(512));
  }

  @Test
  void ofHalfTheMachineIsLessThanTheMachine() {
    assertThat(Heap.ofHalfTheMachine().mebibytes()).isGreaterThan(256);
  }
}
