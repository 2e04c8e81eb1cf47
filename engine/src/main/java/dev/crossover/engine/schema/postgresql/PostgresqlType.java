package dev.crossover.engine.schema.postgresql;

import dev.crossover.engine.schema.SourceTable.SourceCheck;
import java.util.List;

/**
 * A row of {@code pg_type}.
 *
 * @param kind {@code typtype}: b, c, d, e, m, p or r
 * @param base of a domain; else 0
 * @param modifier the modifier that a domain gives to its base type, or -1
 * @param element of a true array; else 0 (also for {@code int2vector} and its like)
 * @param extension the extension that owns the type; empty if none does
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
    String extension,
    List<String> labels,
    List<SourceCheck> checks) {}
