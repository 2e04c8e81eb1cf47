package dev.crossover.launcher.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineSizeTest {

  @ParameterizedTest
  @CsvSource({
    "n2-standard-4,4,16",
    "n2-highmem-8,8,64",
    "n1-standard-4,4,15",
    "n2-custom-6-30720,6,30",
    "custom-8-16384-ext,8,16",
    "c3-highcpu-22,22,44",
    "c3-standard-4-lssd,4,16"
  })
  void knowsVcpusAndMemoryOfAType(String type, int cpus, BigDecimal memory) {
    MachineSize size = MachineSize.of(type).orElseThrow();
    assertThat(size.cpus()).isEqualTo(cpus);
    assertThat(size.memoryGib()).isEqualByComparingTo(memory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "n9-standard-4", "c2-highcpu-8", "e2-medium", "a2-highgpu-1g"})
  void guessesNoTypeThatItDoesNotKnow(String type) {
    assertThat(MachineSize.of(type)).isEmpty();
  }
}
