/**
 * MySQL's own change capture: what it needs in the source, and Debezium's connectors, whose records
 * become Datastream's here.
 */
package dev.crossover.sources.mysql.capture;
