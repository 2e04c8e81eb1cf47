package dev.crossover.stacks;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.GcsBackend;
import com.hashicorp.cdktf.GcsBackendConfig;
import com.hashicorp.cdktf.LocalBackend;
import com.hashicorp.cdktf.LocalBackendConfig;
import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.TerraformProvider;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.providers.google.provider.GoogleProvider;
import dev.crossover.contract.GoogleCloud;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.StackOutput;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.constructs.Construct;

/** What all stacks of an environment share: providers, labels, state, outputs. */
abstract class MigrationStack extends TerraformStack {
  private static final String PROVIDERS = "~> 7.45";

  private final ResourceNames names;
  private final TerraformProvider googleBeta;

  /** Their names would clash with those of resources. */
  private final Construct outputs;

  /**
   * @param tfvars the folder of the settings file
   */
  MigrationStack(Construct scope, ResourceNames names, ResourceNames.Stack stack, Path tfvars) {
    super(scope, names.stack(stack));
    this.names = names;
    outputs = new Construct(this, "outputs");
    GoogleCloud cloud = names.cloud();
    // The bindings write a label's dash as an underscore.
    GoogleProvider google =
        GoogleProvider.Builder.create(this, "google")
            .project(cloud.project())
            .region(cloud.region())
            .build();
    google.addOverride("default_labels", labels());
    googleBeta = new GoogleBetaProvider(this, cloud.project(), cloud.region(), labels());
    for (TerraformProvider provider : List.of(google, googleBeta)) {
      cloud
          .deployingAccount()
          .ifPresent(email -> provider.addOverride("impersonate_service_account", email));
    }
    // The bindings ask for the version that they were made from, 5.4.
    addOverride("terraform.required_providers.google", provider("google"));
    addOverride("terraform.required_providers.google-beta", provider("google-beta"));
    // 1.5 has plantimestamp().
    addOverride("terraform.required_version", ">= 1.5.0");
    state(stack, tfvars);
    output(StackOutput.EVERY_STACK, stack.word());
  }

  final ResourceNames names() {
    return names;
  }

  final TerraformProvider googleBeta() {
    return googleBeta;
  }

  /** Set at the providers; what they do not reach says them itself. */
  final Map<String, String> labels() {
    return names.labels();
  }

  private static Map<String, String> provider(String name) {
    return Map.of("source", "hashicorp/" + name, "version", PROVIDERS);
  }

  private void state(ResourceNames.Stack stack, Path tfvars) {
    String name = names.stack(stack);
    names
        .cloud()
        .state()
        .ifPresentOrElse(
            state ->
                state
                    .bucket()
                    .ifPresentOrElse(bucket -> gcs(bucket, state, name), () -> other(state, name)),
            () ->
                new LocalBackend(
                    this, LocalBackendConfig.builder().path(localState(name, tfvars)).build()));
  }

  private void gcs(String bucket, GoogleCloud.State state, String name) {
    GcsBackendConfig.Builder config =
        GcsBackendConfig.builder()
            .bucket(bucket)
            .prefix(state.prefix().orElse("crossover") + "/" + name);
    names.cloud().deployingAccount().ifPresent(config::impersonateServiceAccount);
    new GcsBackend(this, config.build());
  }

  private void other(GoogleCloud.State state, String name) {
    Map<String, String> arguments = new TreeMap<>(state.arguments().orElseThrow());
    arguments.replaceAll((key, value) -> value.replace("{stack}", name));
    // CDKTF puts a local backend where it finds none, so that is said to be nothing.
    new LocalBackend(this, LocalBackendConfig.builder().build());
    addOverride("terraform.backend", Map.of(state.backend().orElseThrow(), arguments));
    addOverride("terraform.backend.local", null);
  }

  /**
   * Always the same file, beside the folder of settings, however deep the stacks are written;
   * Terraform sees it from {@code OUT/stacks/STACK}.
   */
  private String localState(String name, Path tfvars) {
    Path here = Path.of(App.of(this).getOutdir()).toAbsolutePath().resolve("stacks").resolve(name);
    Path state = tfvars.toAbsolutePath().resolveSibling(".crossover/state/" + name + ".tfstate");
    return here.normalize().relativize(state.normalize()).toString();
  }

  /** Publishes a value under the name that the launcher reads. */
  final void output(StackOutput output, Object value) {
    TerraformOutput.Builder.create(outputs, output.id())
        .value(value)
        .description(output.description())
        .staticId(true)
        .build();
  }
}
