package dev.crossover.engine.verify.sides;

import dev.crossover.engine.types.SourceType;
import dev.crossover.engine.types.TestTypes;
import java.util.Optional;

class InMemoryComparedSourceTest extends ComparedSourceContract {
  private final InMemoryComparedSource source = new InMemoryComparedSource().create(item());

  @Override
  protected ComparedSource source() {
    return source;
  }

  @Override
  protected SourceType integer() {
    return type("integer");
  }

  @Override
  protected SourceType text() {
    return type("text");
  }

  private static SourceType type(String name) {
    return TestTypes.named(name);
  }

  @Override
  protected void insert(long id, Optional<String> name) {
    source.put(item(), id, name.orElse(null));
  }
}
