/**
 * The local capture process: Debezium's PostgreSQL connector, and the files it is written into.
 * What runs here is started and watched by {@link dev.crossover.launcher.stream.LocalChangeStream}.
 *
 * <p>Debezium parses values into types of its own and loses some on the way, so every value is
 * taken as the text that PostgreSQL sent ({@link
 * dev.crossover.launcher.stream.capture.TextConnectorTask}), and {@code TextValue} alone decides
 * what it means.
 */
package dev.crossover.launcher.stream.capture;
