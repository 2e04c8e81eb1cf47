package dev.crossover.launcher.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.crossover.launcher.cost.CostReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a migration uses on Google Cloud. The components are keys of the JSON answer.
 *
 * @param resources how many each stack has, by its word
 * @param cost of all of them; empty if it is not known
 * @param unknown why something is not known
 * @param retention how long what a migration needs is kept, against how long it takes
 */
public record CloudPlan(
    Map<String, Long> resources,
    Optional<CostReport> cost,
    List<String> unknown,
    List<String> retention) {

  /** The plan as a person reads it. */
  @JsonIgnore
  String text() {
    StringBuilder text = new StringBuilder("\nOn Google Cloud:\n");
    resources.forEach(
        (stack, count) -> text.append("  - stack %s: %d resources%n".formatted(stack, count)));
    unknown.forEach(why -> text.append("  - not known: ").append(why).append('\n'));
    retention.forEach(line -> text.append("  - kept: ").append(line).append('\n'));
    cost.ifPresent(report -> text.append('\n').append(report.text()).append('\n'));
    return text.toString();
  }
}
