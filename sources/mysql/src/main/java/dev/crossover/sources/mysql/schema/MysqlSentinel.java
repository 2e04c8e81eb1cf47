package dev.crossover.sources.mysql.schema;

import dev.crossover.engine.schema.Sentinel;
import dev.crossover.engine.schema.SourceTable;
import dev.crossover.engine.types.SourceType;
import dev.crossover.sources.mysql.schema.MysqlTypes.Declaration;

/** Crossover's own table in a MySQL source. */
public final class MysqlSentinel {
  /** Makes the table. */
  public static final String DDL =
      "CREATE TABLE IF NOT EXISTS crossover.sentinel (id bigint PRIMARY KEY,"
          + " token varchar(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,"
          + " written_at timestamp(6) NULL) ENGINE = InnoDB";

  private MysqlSentinel() {}

  /** The table that {@link #DDL} makes. */
  public static SourceTable table() {
    return Sentinel.table(
        type(new Declaration("bigint", "bigint", 0, 0, 0, "", false)),
        type(new Declaration("varchar", "varchar(64)", 64, 0, 0, "utf8mb4_bin", false)),
        type(new Declaration("timestamp", "timestamp(6)", 0, 0, 6, "", false)));
  }

  private static SourceType type(Declaration declaration) {
    return MysqlTypes.of(declaration);
  }
}
