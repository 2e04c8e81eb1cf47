/** PostgreSQL's write-ahead log and clock: sentinels, its end, its retention, positions as text. */
package dev.crossover.sources.postgresql.log;
