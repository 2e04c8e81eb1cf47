package dev.crossover.launcher.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crossover.contract.NearestName;
import dev.crossover.contract.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prices by region, as somebody read them on a day.
 *
 * @param asOf the day
 * @param source where they were read
 * @param elsewhere the region whose prices stand in for those of regions that the table lacks; none
 *     without it
 */
public record PriceTable(
    LocalDate asOf,
    String currency,
    String source,
    Optional<String> elsewhere,
    Map<String, Map<Rate, Price>> regions) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String REGION = "[a-z]+-[a-z]+\\d+";
  private static final Map<String, Rate> RATES =
      Stream.of(Rate.values()).collect(Collectors.toMap(Rate::key, rate -> rate));

  /** A price and the region that it is of. */
  record Found(Price price, String region) {}

  /** The table that comes with the program. */
  public static PriceTable builtIn() {
    try (InputStream table = PriceTable.class.getResourceAsStream("prices.json")) {
      return parse("prices.json", JSON.readTree(table));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws SettingsException if the file is not such a table
   */
  public static PriceTable read(Path file) {
    try {
      return parse(file.toString(), JSON.readTree(Files.readString(file)));
    } catch (IOException e) {
      throw new SettingsException(
          "cannot read the price table %s as JSON: %s; docs/stacks.md shows its form"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static PriceTable parse(String name, JsonNode table) {
    List<String> problems = new ArrayList<>();
    Map<String, Map<Rate, Price>> regions = new TreeMap<>();
    table
        .path("regions")
        .properties()
        .forEach(entry -> regions.put(entry.getKey(), prices(entry, problems)));
    if (regions.isEmpty()) {
      problems.add("regions must have prices of at least one region");
    }
    Optional<String> elsewhere = Optional.ofNullable(table.get("elsewhere")).map(JsonNode::asText);
    elsewhere
        .filter(region -> !regions.containsKey(region))
        .ifPresent(region -> problems.add("elsewhere must be one of regions, got " + region));
    String source = text(table, "source", problems);
    String currency = text(table, "currency", problems);
    LocalDate asOf = date(text(table, "as_of", problems), problems);
    if (!problems.isEmpty()) {
      throw new SettingsException(
          "the price table %s has problems:%n- %s"
              .formatted(name, String.join(System.lineSeparator() + "- ", problems)));
    }
    return new PriceTable(asOf, currency, source, elsewhere, regions);
  }

  private static String text(JsonNode table, String key, List<String> problems) {
    String text = table.path(key).asText();
    if (text.isBlank()) {
      problems.add(key + " is missing; set it");
    }
    return text;
  }

  private static LocalDate date(String text, List<String> problems) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      problems.add("as_of must be a day such as 2026-09-30, got " + text);
      return LocalDate.EPOCH;
    }
  }

  private static Map<Rate, Price> prices(
      Map.Entry<String, JsonNode> region, List<String> problems) {
    Map<Rate, Price> prices = new EnumMap<>(Rate.class);
    for (Map.Entry<String, JsonNode> entry : region.getValue().properties()) {
      String key = "regions." + region.getKey() + "." + entry.getKey();
      List<Price.Tier> tiers = tiers(entry.getValue());
      if (!RATES.containsKey(entry.getKey())) {
        problems.add(
            key + " is not a known price" + NearestName.hint(entry.getKey(), RATES.keySet()));
      } else if (!areTiers(tiers)) {
        problems.add(
            key
                + " must be a price that is not negative, or tiers of {\"from\", \"price\"} that"
                + " ascend from 0, got "
                + entry.getValue());
      } else {
        prices.put(RATES.get(entry.getKey()), new Price(tiers));
      }
    }
    return prices;
  }

  private static List<Price.Tier> tiers(JsonNode value) {
    if (value.isNumber()) {
      return List.of(new Price.Tier(BigDecimal.ZERO, value.decimalValue()));
    }
    List<Price.Tier> tiers = new ArrayList<>();
    for (JsonNode tier : value) {
      if (!tier.path("from").isNumber() || !tier.path("price").isNumber()) {
        return List.of();
      }
      tiers.add(new Price.Tier(tier.get("from").decimalValue(), tier.get("price").decimalValue()));
    }
    return tiers;
  }

  private static boolean areTiers(List<Price.Tier> tiers) {
    boolean are = !tiers.isEmpty() && tiers.get(0).from().signum() == 0;
    for (int i = 0; i < tiers.size(); i++) {
      are &= tiers.get(i).price().signum() >= 0;
      are &= i == 0 || tiers.get(i).from().compareTo(tiers.get(i - 1).from()) > 0;
    }
    return are;
  }

  /**
   * The price in a region, or that of the region which stands in for it. What is in several regions
   * at once costs more, so nothing stands in for that.
   */
  Optional<Found> find(String region, Rate rate) {
    boolean other = !regions.containsKey(region) && region.matches(REGION);
    String priced = other ? elsewhere.orElse(region) : region;
    return Optional.ofNullable(regions.getOrDefault(priced, Map.of()).get(rate))
        .map(price -> new Found(price, priced));
  }
}
