package dev.crossover.launcher.cost;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.crossover.launcher.report.TextTable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * What planned resources cost. The components are keys of the JSON answer.
 *
 * @param asOf the day of the prices
 * @param priced what has a price; by the month, or by the hour what runs once
 * @param monthFrom the sum of what is priced by the month, at the least
 * @param notPriced what costs something that is not in the sum
 * @param free kinds of resources without a price of their own
 */
public record CostReport(
    LocalDate asOf,
    String currency,
    String source,
    List<Priced> priced,
    BigDecimal monthFrom,
    BigDecimal monthTo,
    List<NotPriced> notPriced,
    List<String> free) {

  /** How long a price is for. */
  public enum Per {
    MONTH,
    HOUR;

    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a resource costs.
   *
   * @param region whose prices they are
   * @param basis the quantity that was priced
   */
  public record Priced(
      String resource,
      String what,
      Per per,
      BigDecimal from,
      BigDecimal to,
      String region,
      String basis) {}

  /** Something that costs, and why it is not said how much. */
  public record NotPriced(String resource, String what, String why) {}

  /** The report as a person reads it. */
  @JsonIgnore
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("Prices of ").append(asOf).append(": ").append(source).append('\n');
    if (!priced.isEmpty()) {
      TextTable table = new TextTable("resource", "what", currency, "per", "region", "basis");
      priced.forEach(
          p ->
              table.row(p.resource, p.what, amount(p.from, p.to), p.per.word(), p.region, p.basis));
      text.append('\n').append(table).append('\n');
    }
    text.append("\nA month: ").append(amount(monthFrom, monthTo)).append(' ').append(currency);
    text.append(notPriced.isEmpty() ? "\n" : ", and what is not priced:\n");
    notPriced.forEach(n -> text.append("  - %s, %s: %s%n".formatted(n.resource, n.what, n.why)));
    if (!free.isEmpty()) {
      text.append("\nWithout a price of their own: ").append(String.join(", ", free));
    }
    return text.toString().stripTrailing();
  }

  private static String amount(BigDecimal from, BigDecimal to) {
    String least = rounded(from);
    String most = rounded(to);
    return least.equals(most) ? least : least + " to " + most;
  }

  private static String rounded(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
  }
}
