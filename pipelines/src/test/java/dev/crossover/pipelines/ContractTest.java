package dev.crossover.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.ApplyChangesParameters;
import dev.crossover.contract.BulkLoadParameters;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A flex template is started by name and value: the stacks' names are the jobs' options. */
class ContractTest {

  @Test
  void theBulkJobHasTheOptionsThatStacksAndLauncherPass() {
    assertThat(options(BulkLoadOptions.class))
        .containsExactlyInAnyOrderElementsOf(parameters(BulkLoadParameters.class));
  }

  @Test
  void theLiveJobHasTheOptionsThatStacksAndLauncherPass() {
    assertThat(options(ApplyChangesOptions.class))
        .containsExactlyInAnyOrderElementsOf(parameters(ApplyChangesParameters.class));
  }

  private static List<String> parameters(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  private static List<String> options(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .map(Method::getName)
        .filter(name -> name.startsWith("get"))
        .map(name -> name.substring(3, 4).toLowerCase(Locale.ROOT) + name.substring(4))
        .toList();
  }
}
