package dev.crossover.launcher.guard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossover.contract.BucketLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a bucket's lifecycle rules would delete files that are still wanted. A rule may only
 * delete below the folders of what is done with: nobody knows how long a bulk load takes, and until
 * it is over no change file is applied.
 */
final class FileExpiry implements Rule.Harm {
  private static final String RULES = "lifecycle_rule";
  private static final Set<String> DONE_WITH =
      Set.of(BucketLayout.APPLIED_FOLDER, BucketLayout.TEMP_FOLDER);

  @Override
  public Optional<List<String>> of(PlannedChange change, Plan plan) {
    if (change.kind().loses() && change.kind() != PlannedChange.Kind.REPLACE) {
      return Optional.empty();
    }
    if (change.values().path("after_unknown").path(RULES).asBoolean()) {
      return Optional.of(List.of(RULES + ": not known yet"));
    }
    JsonNode before = change.values().path("before").path(RULES);
    JsonNode after = change.values().path("after").path(RULES);
    List<String> causes = new ArrayList<>();
    for (int i = 0; i < after.size(); i++) {
      if (deletesWanted(after.get(i)) && !contains(before, after.get(i))) {
        causes.add("%s[%d] deletes by %s".formatted(RULES, i, condition(after.get(i))));
      }
    }
    return causes.isEmpty() ? Optional.empty() : Optional.of(causes);
  }

  private static boolean deletesWanted(JsonNode rule) {
    if (!rule.at("/action/0/type").asText().equals("Delete")) {
      return false;
    }
    JsonNode prefixes = rule.at("/condition/0/matches_prefix");
    for (JsonNode prefix : prefixes) {
      if (DONE_WITH.stream().noneMatch(prefix.asText()::startsWith)) {
        return true;
      }
    }
    return prefixes.isEmpty();
  }

  private static boolean contains(JsonNode rules, JsonNode wanted) {
    for (JsonNode rule : rules) {
      if (rule.equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static String condition(JsonNode rule) {
    List<String> words = new ArrayList<>();
    rule.at("/condition/0")
        .properties()
        .forEach(
            entry -> {
              JsonNode value = entry.getValue();
              if (value.isContainerNode() ? !value.isEmpty() : !value.asText("").isEmpty()) {
                words.add(entry.getKey() + " " + value);
              }
            });
    return words.isEmpty() ? "no condition" : String.join(", ", words);
  }
}
