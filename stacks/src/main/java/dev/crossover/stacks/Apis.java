package dev.crossover.stacks;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.google.project_service.ProjectService;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.constructs.Construct;

/** The services that a stack needs switched on. They stay on when the stack goes. */
final class Apis extends Construct {
  private final Map<String, ITerraformDependable> services = new TreeMap<>();

  Apis(Construct scope, String project, List<String> names) {
    this(scope, "api", project, names);
  }

  Apis(Construct scope, String id, String project, List<String> names) {
    super(scope, id);
    for (String name : names) {
      services.put(
          name,
          Addresses.named(
              ProjectService.Builder.create(this, name)
                  .project(project)
                  .service(name + ".googleapis.com")
                  .disableOnDestroy(false)
                  .build()));
    }
  }

  /** What needs a service depends on it. */
  List<ITerraformDependable> of(String name) {
    return List.of(services.get(name));
  }
}
