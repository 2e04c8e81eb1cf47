package dev.crossover.stacks;

import com.hashicorp.cdktf.TerraformElement;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import java.util.List;

/** What keeps Terraform from destroying data, or the place in the source's log. */
final class Protection {
  private Protection() {}

  /**
   * Makes Terraform refuse to destroy or replace what holds data or the place in the source's log.
   *
   * @param protect false when the migration is over and everything may go
   */
  static TerraformResourceLifecycle keep(boolean protect, List<String> ignoreChanges) {
    TerraformResourceLifecycle.Builder lifecycle =
        TerraformResourceLifecycle.builder().preventDestroy(protect);
    return ignoreChanges.isEmpty()
        ? lifecycle.build()
        : lifecycle.ignoreChanges(ignoreChanges).build();
  }

  /** Terraform's own refusal ends with the configuration; this one is in the state too. */
  static void refuseDeletion(TerraformElement resource, boolean protect) {
    // The bindings' schema is older than the attribute.
    resource.addOverride("deletion_policy", deletionPolicy(protect));
  }

  static String deletionPolicy(boolean protect) {
    return protect ? "PREVENT" : "DELETE";
  }
}
