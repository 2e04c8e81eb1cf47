package dev.crossover.platforms.googlecloud.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.platforms.googlecloud.doctor.GoogleRest.NoAnswerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whoever deploys and runs may do all that is needed in a project. */
record ProjectPermissions(String project, Set<String> wanted, GoogleRest resourceManager)
    implements Check {
  /** The most that the service takes at a time (cloudresourcemanager v1, testIamPermissions). */
  private static final int AT_A_TIME = 100;

  @Override
  public String name() {
    return "permissions";
  }

  @Override
  public List<Finding> look() {
    try {
      Set<String> missing = new TreeSet<>(wanted);
      List<String> all = List.copyOf(new TreeSet<>(wanted));
      for (int from = 0; from < all.size(); from += AT_A_TIME) {
        missing.removeAll(granted(all.subList(from, Math.min(all.size(), from + AT_A_TIME))));
      }
      return List.of(
          missing.isEmpty()
              ? Finding.pass(this, "all %d in %s".formatted(wanted.size(), project))
              : Finding.fail(
                  this,
                  "missing in %s: %s".formatted(project, String.join(", ", missing)),
                  "grant roles that have them, or set google_cloud.deploying_account to an account"
                      + " that has; docs/stacks.md has the list by stack"));
    } catch (NoAnswerException e) {
      return List.of(
          Finding.unknown(
              this,
              e.getMessage(),
              e.fixOr(
                  "gcloud services enable cloudresourcemanager.googleapis.com --project "
                      + project)));
    }
  }

  private List<String> granted(List<String> asked) throws NoAnswerException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode permissions = body.putArray("permissions");
    asked.forEach(permissions::add);
    List<String> granted = new ArrayList<>();
    resourceManager
        .post("/v1/projects/%s:testIamPermissions".formatted(project), body)
        .path("permissions")
        .forEach(permission -> granted.add(permission.asText()));
    return granted;
  }
}
