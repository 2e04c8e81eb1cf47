/** What MySQL's catalogue says of the tables that are moved. Never reads a row of them. */
package dev.crossover.sources.mysql.schema;
