/**
 * What values are, whatever the database: portable types and the values they have. Knows no
 * database and converts nothing.
 *
 * <p>A portable value is {@code null}, {@link java.lang.Boolean}, {@link java.lang.Long}, {@link
 * java.lang.Double}, {@link java.lang.Float}, {@link java.math.BigDecimal}, {@link
 * java.lang.String} (also every type without a better form, in the source's own text form), {@link
 * dev.crossover.engine.types.Bytes}, {@link java.time.LocalDate}, {@link java.time.LocalTime},
 * {@link java.time.Instant} (also a timestamp without zone, read as UTC), and a {@link
 * java.util.List} of these for arrays.
 */
package dev.crossover.engine.types;
