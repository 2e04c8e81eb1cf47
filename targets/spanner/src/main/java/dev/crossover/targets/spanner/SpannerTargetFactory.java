package dev.crossover.targets.spanner;

import com.google.cloud.spanner.DatabaseId;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.Settings;
import dev.crossover.engine.schema.SchemaPlanner;
import dev.crossover.engine.target.Target;
import dev.crossover.engine.target.TargetFactory;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.schema.SpannerSchemaPlanner;
import java.util.Optional;

/** Makes Spanner targets. */
public final class SpannerTargetFactory implements TargetFactory {
  @Override
  public SchemaPlanner planner() {
    return new SpannerSchemaPlanner();
  }

  @Override
  public String address(Settings.Target settings) {
    return DatabaseId.of(settings.project(), settings.instance(), settings.database()).getName();
  }

  @Override
  public Target open(Settings.Target settings, Optional<String> emulator) {
    return new SpannerTarget(
        SpannerDatabase.open(
            settings.project(), settings.instance(), settings.database(), emulator),
        emulator.isPresent(),
        ResourceNames.SHADOW_TABLE_PREFIX);
  }
}
