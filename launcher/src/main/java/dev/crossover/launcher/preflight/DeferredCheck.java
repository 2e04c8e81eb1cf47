package dev.crossover.launcher.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import java.util.List;
import java.util.function.Supplier;

/**
 * A check that cannot even be made before the source has answered.
 *
 * @param make makes the check when it is asked
 */
public record DeferredCheck(String name, Supplier<Check> make) implements Check {
  @Override
  public List<Finding> look() {
    return make.get().look();
  }
}
