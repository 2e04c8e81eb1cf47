/**
 * PostgreSQL's own change capture: what it needs in the source, and Debezium's connector, whose
 * records become Datastream's. Writes no file; that is {@link dev.crossover.engine.capture}.
 *
 * <p>Debezium parses values into types of its own and loses some on the way, so every value is
 * taken as the text that PostgreSQL sent ({@link
 * dev.crossover.sources.postgresql.capture.TextConnectorTask}), and {@code TextValue} alone decides
 * what it means.
 */
package dev.crossover.sources.postgresql.capture;
