package dev.crossover.engine.bulk;

import dev.crossover.engine.apply.Tables;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import java.util.List;

/** A parent and its child, for tests of the bulk load. */
final class Shops {
  static final TargetTable SHOP =
      Tables.table(
          "public.shop",
          "shop",
          0,
          "id",
          Tables.column("id", "int8", Tables.INTEGER),
          Tables.column("email", "text", Tables.TEXT));

  static final TargetTable SALE =
      Tables.referring(
          Tables.table(
              "public.sale",
              "sale",
              1,
              "id",
              Tables.column("id", "int8", Tables.INTEGER),
              Tables.column("shop", "int8", Tables.INTEGER)),
          "shop",
          "shop",
          "id");

  static final TargetSchema SCHEMA = new TargetSchema(List.of(SHOP, SALE));

  private Shops() {}
}
