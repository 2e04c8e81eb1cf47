package dev.crossover.launcher.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SettingsException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTableTest {
  @TempDir private Path folder;

  @Test
  void theTableOfTheProgramSaysItsDayAndSource() {
    PriceTable table = PriceTable.builtIn();
    assertThat(table.asOf()).isEqualTo("2026-09-01");
    assertThat(table.currency()).isEqualTo("USD");
    assertThat(table.source()).contains("cloud.google.com/{spanner,dataflow,datastream,");
  }

  @Test
  void aRegionStandsInForAnotherOnlyWhereTheTableSaysSo() throws Exception {
    PriceTable table = read("{\"storage_standard_gib_month\": 0.02}", "\"elsewhere\": \"a-b1\",");
    assertThat(table.find("c-d2", Rate.STORAGE_STANDARD_GIB_MONTH).orElseThrow().region())
        .isEqualTo("a-b1");
    assertThat(table.find("c-d2", Rate.CLOUD_RUN_VCPU_SECOND)).isEmpty();
    assertThat(table.find("eu", Rate.STORAGE_STANDARD_GIB_MONTH)).isEmpty();
    PriceTable strict = read("{\"storage_standard_gib_month\": 0.02}", "");
    assertThat(strict.find("c-d2", Rate.STORAGE_STANDARD_GIB_MONTH)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0,0", "500,0", "600,40", "5600,2040", "10000,3360"})
  void eachUnitCostsWhatItsTierSays(BigDecimal quantity, BigDecimal cost) throws Exception {
    PriceTable table =
        read(
            """
            {"datastream_backfill_gib": [{"from": 0, "price": 0}, {"from": 500, "price": 0.40},
              {"from": 5600, "price": 0.30}]}
            """,
            "");
    Price price = table.find("a-b1", Rate.DATASTREAM_BACKFILL_GIB).orElseThrow().price();
    assertThat(price.of(quantity)).isEqualByComparingTo(cost);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"storage_standart_gib_month\": 1} | regions.a-b1.storage_standart_gib_month is not a"
            + " known price, perhaps storage_standard_gib_month",
        "{\"storage_standard_gib_month\": -1} | regions.a-b1.storage_standard_gib_month must be a"
            + " price that is not negative",
        "{\"storage_standard_gib_month\": [{\"from\": 5, \"price\": 1}]} | that ascend from 0",
        "{\"storage_standard_gib_month\": [{\"from\": 0, \"price\": 1}, {\"from\": 0, \"price\":"
            + " 2}]} | that ascend from 0",
        "{\"storage_standard_gib_month\": [{\"from\": 0}]} | that ascend from 0",
      })
  void refusesWhatIsNoPrice(String prices, String problem) {
    assertThatThrownBy(() -> read(prices, ""))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void tellsAllThatIsMissingAtOnce() throws Exception {
    Path file = Files.writeString(folder.resolve("prices.json"), "{\"elsewhere\": \"x\"}");
    assertThatThrownBy(() -> PriceTable.read(file))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("- regions must have prices of at least one region")
        .hasMessageContaining("- elsewhere must be one of regions, got x")
        .hasMessageContaining("- source is missing; set it")
        .hasMessageContaining("- currency is missing; set it")
        .hasMessageContaining("- as_of must be a day such as 2026-09-30, got");
  }

  @Test
  void saysOfAFileThatIsNoJsonWhereTheFormIs() throws Exception {
    Path file = Files.writeString(folder.resolve("prices.json"), "spanner: 1");
    assertThatThrownBy(() -> PriceTable.read(file))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("docs/stacks.md shows its form");
  }

  private PriceTable read(String prices, String more) throws Exception {
    return PriceTable.read(
        Files.writeString(
            folder.resolve("prices.json"),
            """
            {"as_of": "2026-11-01", "currency": "USD", "source": "a test", %s
             "regions": {"a-b1": %s}}
            """
                .formatted(more, prices)));
  }
}
