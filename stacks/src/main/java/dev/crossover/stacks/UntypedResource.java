package dev.crossover.stacks;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.TerraformProvider;
import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.TerraformResourceConfig;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.constructs.Construct;

/** A resource that the bindings lack; a subclass gives it a record of props. */
abstract class UntypedResource extends TerraformResource {
  UntypedResource(
      Construct scope,
      String id,
      String type,
      Optional<TerraformProvider> provider,
      Optional<TerraformResourceLifecycle> lifecycle,
      List<? extends ITerraformDependable> dependsOn,
      Map<String, Object> attributes) {
    super(scope, id, config(type, provider, lifecycle, dependsOn));
    Addresses.named(this);
    attributes.forEach(this::addOverride);
  }

  private static TerraformResourceConfig config(
      String type,
      Optional<TerraformProvider> provider,
      Optional<TerraformResourceLifecycle> lifecycle,
      List<? extends ITerraformDependable> dependsOn) {
    TerraformResourceConfig.Builder config =
        TerraformResourceConfig.builder().terraformResourceType(type);
    if (!dependsOn.isEmpty()) {
      config.dependsOn(dependsOn);
    }
    lifecycle.ifPresent(config::lifecycle);
    provider.ifPresent(config::provider);
    return config.build();
  }
}
