package dev.crossover.engine.types;

import java.time.Duration;

/**
 * A span of time in three parts that do not turn into each other: a month has no fixed number of
 * days, and a day none of hours.
 */
public record Interval(long months, long days, Duration time) {}
