/**
 * What values are, whatever the database: portable types and the values they have. Knows no
 * database and converts nothing.
 *
 * <p>A portable value is {@code null}, {@link java.lang.Boolean}, {@link java.lang.Long}, {@link
 * java.lang.Double}, {@link java.lang.Float}, {@link java.math.BigDecimal}, {@link
 * java.lang.String} (also every type without a better form, in the source's own text form), {@link
 * dev.crossover.engine.types.Bytes}, {@link java.time.LocalDate}, {@link java.time.LocalTime},
 * {@link java.time.OffsetTime}, {@link java.time.Instant} (also a timestamp without zone, read as
 * UTC), {@link java.time.Duration} (a span of time, or a time of day beyond a day), {@link
 * dev.crossover.engine.types.Interval}, and a {@link java.util.List} of these for arrays.
 *
 * <p>Where a stream has no better form than text for bytes, they are a String of hexadecimal
 * digits.
 */
package dev.crossover.engine.types;
