package dev.crossover.sources.postgresql.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.preflight.Finding.Verdict;
import dev.crossover.sources.postgresql.TestSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class MoneyDigitsIT {
  @Test
  void readsTheDatabasesOwnDigitsAndLeavesTheSessionAsItWas() {
    try (TestSource source =
        TestSource.create(
            "CREATE DOMAIN price AS money;"
                + "CREATE TABLE sale (id int PRIMARY KEY, total price, parts money[])")) {
      MoneyDigits check =
          new MoneyDigits(new MovedTables(source.database(), List.of("public"), List.of()));

      assertThat(check.look().get(0).verdict()).isEqualTo(Verdict.PASS);
      assertThat(check.look().get(0).observed()).endsWith(": 2 digits behind the point of money");
      assertThat(
              new MoneyDigits(
                      new MovedTables(source.database(), List.of("public"), List.of("public.sale")))
                  .look()
                  .get(0)
                  .observed())
          .isEqualTo("no columns of type money");
    }
  }

  @Test
  void refusesAmountsThatWouldBecomeOthers() {
    try (TestSource source = TestSource.create("SELECT 1")) {
      Finding finding =
          new MoneyDigits(new MovedTables(source.database(), List.of("public"), List.of()))
              .judge(
                  new MoneyDigits.Own("ja_JP.UTF-8", 0),
                  List.of(
                      new MoneyDigits.Column("public.\"Sale\"", "total"),
                      new MoneyDigits.Column("public.item", "price")));

      assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
      assertThat(finding.observed())
          .isEqualTo(
              "lc_monetary is ja_JP.UTF-8: 0 digits behind the point of money, where 2 are read, so"
                  + " every amount would be another one: public.\"Sale\".total, public.item.price");
      assertThat(finding.hint())
          .isEqualTo(
              "ALTER TABLE public.\"Sale\" ALTER COLUMN total TYPE numeric(19,0);\n"
                  + "ALTER TABLE public.item ALTER COLUMN price TYPE numeric(19,0);");
    }
  }
}
