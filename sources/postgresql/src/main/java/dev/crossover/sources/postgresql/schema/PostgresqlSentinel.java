package dev.crossover.sources.postgresql.schema;

import dev.crossover.engine.schema.Sentinel;
import dev.crossover.engine.schema.SourceTable;
import dev.crossover.engine.types.SourceType;

/** Crossover's own table in a PostgreSQL source. */
public final class PostgresqlSentinel {
  private PostgresqlSentinel() {}

  /** {@code crossover.sentinel(id bigint primary key, token text, written_at timestamptz)}. */
  public static SourceTable table() {
    return Sentinel.table(
        builtIn("int8", "bigint"),
        builtIn("text", "text"),
        builtIn("timestamptz", "timestamp with time zone"));
  }

  private static SourceType builtIn(String name, String declared) {
    return new SourceType(name, declared, PostgresqlTypes.builtIn(name, -1).type());
  }
}
