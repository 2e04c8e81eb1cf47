package dev.crossover.launcher.plan;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ResourceNames;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.launcher.cost.CostEstimate;
import dev.crossover.launcher.cost.CostReport;
import dev.crossover.launcher.cost.PriceTable;
import dev.crossover.launcher.cost.Volumes;
import dev.crossover.launcher.progress.Durations;
import dev.crossover.launcher.terraform.PlanFile;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/**
 * Tells resources, cost and retention of a migration on Google Cloud. What cannot be told is told
 * as not known, and does not hide the rest.
 */
public final class PlanCloud {
  /** What the live stack's topics and subscriptions are made with. */
  private static final Duration NOTIFICATIONS_KEPT = Duration.ofDays(31);

  private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);
  private static final int DIGITS = 3;

  private final Supplier<List<PlanFile>> stacks;
  private final Options options;

  /**
   * What a person adds.
   *
   * @param prices a table in the place of the built-in one
   * @param changesGib what the source changes in a month
   */
  public record Options(PriceTable prices, Optional<BigDecimal> changesGib) {}

  /**
   * @param stacks plans them all
   */
  public PlanCloud(Supplier<List<PlanFile>> stacks, Options options) {
    this.stacks = stacks;
    this.options = options;
  }

  /**
   * @param bytes what the source has
   * @param sourceLog what was found of how long the source keeps its log; what is wrong with it is
   *     told elsewhere, with its fix
   */
  CloudPlan look(long bytes, Duration bulkLoad, List<Finding> sourceLog) {
    List<String> unknown = new ArrayList<>();
    List<String> retention = new ArrayList<>();
    sourceLog.stream()
        .filter(finding -> finding.verdict() == Finding.Verdict.PASS)
        .forEach(finding -> retention.add("the source's log: " + finding.observed()));
    retention.add(notifications(bulkLoad));
    retention.add("change files in the bucket until they are applied, however long that takes");
    Optional<List<PlanFile>> plans = ask(unknown, "resources and cost", stacks);
    BigDecimal rows = BigDecimal.valueOf(bytes).divide(GIB, DIGITS, RoundingMode.HALF_UP);
    Optional<CostReport> cost =
        plans.flatMap(
            known ->
                ask(
                    unknown,
                    "cost",
                    () ->
                        CostEstimate.of(
                            known,
                            options.prices(),
                            new Volumes(Optional.of(rows), options.changesGib()))));
    return new CloudPlan(
        plans.map(PlanCloud::resources).orElse(Map.of()), cost, unknown, retention);
  }

  private static String notifications(Duration bulkLoad) {
    Duration left = NOTIFICATIONS_KEPT.minus(bulkLoad);
    return "notifications of change files for %d days; the bulk load takes about %s, which %s"
        .formatted(
            NOTIFICATIONS_KEPT.toDays(),
            Durations.text(bulkLoad),
            left.isNegative()
                ? "is longer: what is lost meanwhile is found by listing the bucket"
                : "leaves " + Durations.text(left));
  }

  private static <T> Optional<T> ask(List<String> unknown, String what, Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (CrossoverException e) {
      unknown.add(what + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Map<String, Long> resources(List<PlanFile> plans) {
    Map<String, Long> counts = new TreeMap<>();
    for (PlanFile plan : plans) {
      String stack = plan.stack().map(ResourceNames.Stack::word).orElse("unknown");
      counts.merge(stack, count(plan), Long::sum);
    }
    return counts;
  }

  private static long count(PlanFile plan) {
    return StreamSupport.stream(
            plan.root().at("/planned_values/root_module/resources").spliterator(), false)
        .collect(groupingBy(resource -> resource.path("mode").asText(), counting()))
        .getOrDefault("managed", 0L);
  }
}
