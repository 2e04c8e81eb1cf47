/**
 * A MySQL or MariaDB database as a source: this package puts the parts together; each part has a
 * package of its own.
 */
package dev.crossover.sources.mysql;
