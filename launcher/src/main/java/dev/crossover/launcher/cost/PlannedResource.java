package dev.crossover.launcher.cost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossover.contract.ResourceNames;
import dev.crossover.launcher.terraform.PlanFile;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A resource as it is after the plan.
 *
 * @param values what the plan knows of it
 * @param stack whose it is, if the plan says so
 */
record PlannedResource(
    String address, String type, JsonNode values, Optional<ResourceNames.Stack> stack) {

  static Stream<PlannedResource> of(PlanFile plan) {
    JsonNode resources = plan.root().at("/planned_values/root_module/resources");
    return StreamSupport.stream(resources.spliterator(), false)
        .filter(resource -> resource.path("mode").asText().equals("managed"))
        .map(
            resource ->
                new PlannedResource(
                    resource.path("address").asText(),
                    resource.path("type").asText(),
                    resource.path("values"),
                    plan.stack()));
  }

  /** Where it is, in the words of prices. */
  String region() {
    String place = values.path("region").asText(values.path("location").asText());
    return place.toLowerCase(Locale.ROOT);
  }

  JsonNode at(String pointer) {
    return values.at(pointer);
  }
}
