package dev.crossover.launcher.cost;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What streams cost: by the GiB that they process, all of an account together. */
final class DatastreamCost {
  /**
   * Datastream counts its own form of an event, which is two to five times the data in most cases
   * (cloud.google.com/datastream/pricing).
   */
  private static final BigDecimal LEAST = BigDecimal.valueOf(2);

  private static final BigDecimal MOST = BigDecimal.valueOf(5);

  private final Bill bill;
  private final Volumes volumes;

  DatastreamCost(Bill bill, Volumes volumes) {
    this.bill = bill;
    this.volumes = volumes;
  }

  /** Adds the streams among the resources. */
  void add(List<PlannedResource> resources) {
    Map<String, List<PlannedResource>> byRegion =
        resources.stream()
            .filter(resource -> resource.type().equals("google_datastream_stream"))
            .collect(
                Collectors.groupingBy(PlannedResource::region, TreeMap::new, Collectors.toList()));
    byRegion.forEach(this::add);
  }

  private void add(String region, List<PlannedResource> streams) {
    String names = streams.stream().map(PlannedResource::address).collect(Collectors.joining(", "));
    add(names, "changes", region, volumes.changesGib(), Rate.DATASTREAM_CHANGES_GIB);
    if (streams.stream().anyMatch(stream -> !stream.at("/backfill_all").isEmpty())) {
      add(names, "backfill, once", region, volumes.rowsGib(), Rate.DATASTREAM_BACKFILL_GIB);
    }
  }

  private void add(String names, String what, String region, Optional<BigDecimal> gib, Rate rate) {
    if (gib.isEmpty()) {
      String option = rate == Rate.DATASTREAM_CHANGES_GIB ? "--changes-gib" : "--rows-gib";
      bill.notPriced(names, what, "how much it is, is not in the plan; say " + option);
      return;
    }
    Range processed = new Range(gib.get().multiply(LEAST), gib.get().multiply(MOST));
    bill.add(
        new Bill.Line(
            names,
            what,
            CostReport.Per.MONTH,
            region,
            "%s GiB, counted two to five times".formatted(gib.get().toPlainString())),
        List.of(new Bill.Part(rate, processed)));
  }
}
