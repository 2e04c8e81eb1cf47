package dev.crossover.sources.postgresql.schema;

import java.util.List;

/**
 * A row of {@code pg_type}.
 *
 * @param kind {@code typtype}: b, c, d, e, m, p or r
 * @param base of a domain; else 0
 * @param modifier the modifier that a domain gives to its base type, or -1
 * @param element of a true array; else 0 (also for {@code int2vector} and its like)
 */
record PostgresqlType(
    long oid,
    String schema,
    String name,
    char kind,
    long base,
    int modifier,
    int dimensions,
    boolean notNull,
    long element,
    List<String> labels,
    List<Check> checks) {

  /** A condition of a domain, over the name {@code VALUE}. */
  record Check(String name, String text, boolean validated) {}

  boolean isBuiltIn() {
    return schema.equals("pg_catalog");
  }

  /** A name that no other type has. */
  String uniqueName() {
    return isBuiltIn() ? name : schema + "." + name;
  }
}
