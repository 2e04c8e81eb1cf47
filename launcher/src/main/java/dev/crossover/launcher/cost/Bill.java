package dev.crossover.launcher.cost;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gathers what resources cost. Whatever has no price is told as such; nothing is left out. */
final class Bill {
  private final PriceTable prices;
  private final List<CostReport.Priced> priced = new ArrayList<>();
  private final List<CostReport.NotPriced> notPriced = new ArrayList<>();
  private final Set<String> free = new TreeSet<>();
  private final Map<String, Integer> unknown = new TreeMap<>();

  Bill(PriceTable prices) {
    this.prices = prices;
  }

  /**
   * A part of what a resource costs.
   *
   * @param quantity in the unit of the rate, for the whole of the period
   */
  record Part(Rate rate, Range quantity) {}

  /** One line of the bill, apart from its parts. */
  record Line(String resource, String what, CostReport.Per per, String region, String basis) {}

  void add(Line line, List<Part> parts) {
    Range sum = Range.of(BigDecimal.ZERO);
    String region = line.region();
    for (Part part : parts) {
      Optional<PriceTable.Found> found = prices.find(line.region(), part.rate());
      if (found.isEmpty()) {
        notPriced(
            line.resource(),
            line.what(),
            "the table has no %s of %s".formatted(part.rate().key(), line.region()));
        return;
      }
      sum = sum.plus(part.quantity().at(found.get().price()));
      region = found.get().region();
    }
    String stands = region.equals(line.region()) ? region : region + " for " + line.region();
    priced.add(
        new CostReport.Priced(
            line.resource(), line.what(), line.per(), sum.from(), sum.to(), stands, line.basis()));
  }

  void notPriced(String resource, String what, String why) {
    notPriced.add(new CostReport.NotPriced(resource, what, why));
  }

  /** A resource of a kind whose price hangs on nothing that a plan has. */
  void unknown(String type) {
    unknown.merge(type, 1, Integer::sum);
  }

  void free(String type) {
    free.add(type);
  }

  CostReport report() {
    unknown.forEach(
        (type, count) -> notPriced(type, "%d of them".formatted(count), "use is not in the plan"));
    List<CostReport.Priced> months =
        priced.stream().filter(line -> line.per() == CostReport.Per.MONTH).toList();
    return new CostReport(
        prices.asOf(),
        prices.currency(),
        prices.source(),
        List.copyOf(priced),
        months.stream().map(CostReport.Priced::from).reduce(BigDecimal.ZERO, BigDecimal::add),
        months.stream().map(CostReport.Priced::to).reduce(BigDecimal.ZERO, BigDecimal::add),
        List.copyOf(notPriced),
        List.copyOf(free));
  }
}
