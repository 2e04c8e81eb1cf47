/**
 * What a migration asks of a source: the fence, the writers it waits for, places in the log,
 * sequences, sizes, checks. A source fills these in; nothing here knows one.
 */
package dev.crossover.engine.source;
