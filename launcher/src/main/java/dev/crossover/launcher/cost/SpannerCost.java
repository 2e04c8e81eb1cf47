package dev.crossover.launcher.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the target costs: machines by the node hour, rows by the GiB. */
final class SpannerCost {
  private static final String REGIONAL = "regional-";
  private static final BigDecimal UNITS_PER_NODE = BigDecimal.valueOf(1_000);

  private SpannerCost() {}

  static void instance(PlannedResource instance, Bill bill) {
    String edition = instance.at("/edition").asText();
    Optional<Rate> rate = rate(edition);
    Optional<Range> units = units(instance);
    if (rate.isEmpty() || units.isEmpty()) {
      bill.notPriced(
          instance.address(), "nodes", "its edition or its size is known only when it is applied");
      return;
    }
    bill.add(
        new Bill.Line(
            instance.address(),
            "nodes",
            CostReport.Per.MONTH,
            region(instance),
            "%s processing units, %s"
                .formatted(words(units.get()), edition.toLowerCase(Locale.ROOT).replace('_', ' '))),
        List.of(
            new Bill.Part(rate.get(), units.get().times(Hours.A_MONTH.divide(UNITS_PER_NODE)))));
  }

  private static Optional<Rate> rate(String edition) {
    return switch (edition) {
      case "STANDARD" -> Optional.of(Rate.SPANNER_STANDARD_NODE_HOUR);
      case "ENTERPRISE" -> Optional.of(Rate.SPANNER_ENTERPRISE_NODE_HOUR);
      case "ENTERPRISE_PLUS" -> Optional.of(Rate.SPANNER_ENTERPRISE_PLUS_NODE_HOUR);
      default -> Optional.empty();
    };
  }

  private static Optional<Range> units(PlannedResource instance) {
    JsonNode limits = instance.at("/autoscaling_config/0/autoscaling_limits/0");
    int least = limits.path("min_processing_units").asInt();
    int most = limits.path("max_processing_units").asInt();
    int fixed = instance.at("/processing_units").asInt(1_000 * instance.at("/num_nodes").asInt());
    if (least > 0 && most > 0) {
      return Optional.of(Range.of(least, most));
    }
    return fixed > 0 ? Optional.of(Range.of(fixed, fixed)) : Optional.empty();
  }

  private static String words(Range units) {
    return units.from().compareTo(units.to()) == 0
        ? units.from().toString()
        : units.from() + " to " + units.to();
  }

  /**
   * @param resources among which may be the instance, which says where it is
   */
  static void database(
      PlannedResource database, List<PlannedResource> resources, Bill bill, Volumes volumes) {
    Optional<String> region =
        resources.stream()
            .filter(other -> other.type().equals("google_spanner_instance"))
            .filter(other -> other.at("/name").equals(database.at("/instance")))
            .map(SpannerCost::region)
            .findFirst();
    if (volumes.rowsGib().isEmpty() || region.isEmpty()) {
      bill.notPriced(
          database.address(),
          "rows",
          region.isEmpty()
              ? "where the instance is, and how much it holds, is not in the plan"
              : "how much it holds is not in the plan; say --rows-gib");
      return;
    }
    bill.add(
        new Bill.Line(
            database.address(),
            "rows",
            CostReport.Per.MONTH,
            region.get(),
            "the source's %s GiB, without indexes and old versions"
                .formatted(volumes.rowsGib().get().toPlainString())),
        List.of(new Bill.Part(Rate.SPANNER_STORED_GIB_MONTH, Range.of(volumes.rowsGib().get()))));
  }

  /** The region, or the name of several. */
  private static String region(PlannedResource instance) {
    String config = instance.at("/config").asText();
    String name = config.substring(config.lastIndexOf('/') + 1);
    return name.startsWith(REGIONAL) ? name.substring(REGIONAL.length()) : name;
  }
}
