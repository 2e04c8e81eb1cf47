package dev.crossover.launcher.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.GateNotMetException;
import dev.crossover.engine.schema.Refusal;
import dev.crossover.launcher.world.InMemoryWorld;
import org.junit.jupiter.api.Test;

class WriteSchemaTest {
  private final InMemoryWorld world = new InMemoryWorld();

  @Test
  void makesTheTablesAndCrossoversOwn() {
    assertThat(world.migration().schema().text())
        .isEqualTo(
            "schema: 0 tables; 0 statements applied, 0 after the bulk load, 0 after cutover");

    assertThat(world.target.exist(null)).isTrue();
    assertThat(world.target.scriptsRun()).isEqualTo(1);
  }

  @Test
  void refusesASchemaThatCannotBeMoved() {
    world.refusals.add(new Refusal("shop.sale", "has no primary key", "a primary key", "add one"));

    assertThatThrownBy(() -> world.migration().schema())
        .isInstanceOf(GateNotMetException.class)
        .hasMessageContaining("cannot move the source's schema")
        .hasMessageContaining("has no primary key");
    assertThat(world.target.scriptsRun()).isZero();
  }

  @Test
  void keepsThePlanOnceCaptureHasBegun() {
    world.migration().capture();
    world.refusals.add(new Refusal("shop.sale", "has no primary key", "a primary key", "add one"));

    world.migration().schema();

    assertThat(world.entry().phase().name()).isEqualTo("CAPTURING");
  }
}
