package dev.crossover.stacks;

import com.hashicorp.cdktf.TerraformProvider;
import com.hashicorp.cdktf.TerraformProviderConfig;
import java.util.Map;
import software.constructs.Construct;

/** {@code hashicorp/google-beta}, which has bindings for Java no more. */
final class GoogleBetaProvider extends TerraformProvider {
  GoogleBetaProvider(Construct scope, String project, String region, Map<String, String> labels) {
    super(
        scope,
        "google-beta",
        TerraformProviderConfig.builder()
            .terraformResourceType("google-beta")
            .terraformProviderSource("hashicorp/google-beta")
            .build());
    addOverride("project", project);
    addOverride("region", region);
    addOverride("default_labels", labels);
  }
}
