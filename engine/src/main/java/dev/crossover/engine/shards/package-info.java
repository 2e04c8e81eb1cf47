/**
 * A source of several databases with the same tables, its shards, as one {@link
 * dev.crossover.engine.source.Source}. A column with the shard's name stands first in every key, so
 * no row of one shard can be taken for that of another, and no order among the logs of shards is
 * ever asked for. Knows no database; a shard is a source of its own.
 */
package dev.crossover.engine.shards;
