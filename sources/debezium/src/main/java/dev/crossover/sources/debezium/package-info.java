/**
 * What the sources share that are captured by Debezium: Debezium's engine in this process, and its
 * changes as records in Datastream's form. Knows no database; a source says what its own records
 * mean.
 */
package dev.crossover.sources.debezium;
