package dev.crossover.engine.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.apply.Tables;
import dev.crossover.engine.bulk.ReloadRow.Outcome;
import dev.crossover.engine.rows.InMemoryRows;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.InMemoryTarget;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReloadRowTest {
  private static final TargetTable REGION =
      Tables.table("public.region", "region", 0, "id", Tables.column("id", "int8", Tables.INTEGER));

  private static final TargetTable SHOP =
      Tables.referring(
          Tables.table(
              "public.shop",
              "shop",
              1,
              "id",
              Tables.column("id", "int8", Tables.INTEGER),
              Tables.column("region", "int8", Tables.INTEGER),
              Tables.column("email", "text", Tables.TEXT)),
          "region",
          "region",
          "id");

  private static final TargetTable SALE =
      Tables.interleaved(
          Tables.table(
              "public.sale",
              "sale",
              2,
              "no",
              Tables.column("no", "int8", Tables.INTEGER),
              Tables.column("id", "int8", Tables.INTEGER)),
          "shop",
          "id",
          "no");

  private static final TargetSchema SCHEMA = new TargetSchema(List.of(REGION, SHOP, SALE));

  private final InMemoryRows source = new InMemoryRows();
  private final InMemoryTarget target = new InMemoryTarget(SCHEMA).unique("shop", "email");
  private final ReloadRow reload = ReloadRow.whileBulkLoads(source, target, SCHEMA);

  @Test
  void bringsParentsAndTheirParentsAlong() {
    source.insert(REGION, 1L);
    source.insert(SHOP, 2L, 1L, "a");
    source.insert(SALE, 3L, 2L);

    assertThat(reload.reload(SALE, Map.of("no", "3"))).isEqualTo(new Outcome.Loaded());

    assertThat(target.rows("region")).hasSize(1);
    assertThat(target.rows("shop")).hasSize(1);
    assertThat(target.rows("sale")).hasSize(1);
    assertThat(target.commits()).isEqualTo(1);
  }

  @Test
  void aRowThatTheSourceHasNoMoreIsGone() {
    assertThat(reload.reload(SHOP, Map.of("id", "1"))).isEqualTo(new Outcome.Gone());
    assertThat(target.commits()).isZero();
  }

  @Test
  void aChildWhoseParentTheSourceHasNotEitherIsRefused() {
    source.insert(SHOP, 2L, 1L, "a");

    assertThat(reload.reload(SHOP, Map.of("id", "2")))
        .isInstanceOfSatisfying(
            Outcome.Refused.class, refused -> assertThat(refused.reason()).contains("region"));
  }

  @Test
  void ownersOfItsUniqueValuesAreBroughtUpToDateFirst() {
    source.insert(SHOP, 1L, null, "a");
    source.insert(SHOP, 2L, null, "b");
    source.insert(SHOP, 3L, null, "c");
    List.of("1", "2", "3").forEach(id -> reload.reload(SHOP, Map.of("id", id)));
    source.delete(SHOP, values -> true);
    source.insert(SHOP, 1L, null, "b");
    source.insert(SHOP, 2L, null, "c");
    source.insert(SHOP, 3L, null, "a");

    assertThat(reload.reload(SHOP, Map.of("id", "1"))).isEqualTo(new Outcome.Loaded());

    assertThat(target.rows("shop"))
        .extracting(row -> row.get("email"))
        .containsExactlyInAnyOrder("a", "b", "c");
    assertThat(target.rows("shop"))
        .anyMatch(row -> row.get("id").equals(1L) && row.get("email").equals("b"));
  }

  @Test
  void manyAreLoadedTogetherUnlessOneIsRefused() {
    source.insert(REGION, 1L);
    for (long id = 10; id < 20; id++) {
      source.insert(SHOP, id, 1L, "m" + id);
    }
    List<Map<String, String>> keys =
        List.of(Map.of("id", "10"), Map.of("id", "11"), Map.of("id", "99"));
    assertThat(reload.reload(SHOP, keys))
        .containsExactly(new Outcome.Loaded(), new Outcome.Loaded(), new Outcome.Gone());
    assertThat(target.commits()).isEqualTo(1);

    source.insert(SHOP, 50L, 7L, "orphan");
    List<Outcome> outcomes = reload.reload(SHOP, List.of(Map.of("id", "12"), Map.of("id", "50")));
    assertThat(outcomes.get(0)).isEqualTo(new Outcome.Loaded());
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Refused.class);
    assertThat(target.rows("shop")).hasSize(3);
  }
}
