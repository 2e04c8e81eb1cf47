package dev.crossover.stacks;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.TerraformProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.constructs.Construct;

/**
 * {@code google_project_service_identity}: makes the account that a Google service acts as, which
 * does not exist before the service was used once, and tells its name without a data source.
 */
final class ServiceIdentity extends UntypedResource {

  /**
   * @param service such as {@code datastream.googleapis.com}
   */
  record Props(String project, String service) {
    private Map<String, Object> attributes() {
      return Map.of("project", project, "service", service);
    }
  }

  ServiceIdentity(
      Construct scope,
      String id,
      TerraformProvider googleBeta,
      List<? extends ITerraformDependable> dependsOn,
      Props props) {
    super(
        scope,
        id,
        "google_project_service_identity",
        Optional.of(googleBeta),
        Optional.empty(),
        dependsOn,
        props.attributes());
  }

  /** The account as a member of grants. */
  String member() {
    return getStringAttribute("member");
  }
}
