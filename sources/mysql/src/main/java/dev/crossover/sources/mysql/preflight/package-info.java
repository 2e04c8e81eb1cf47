/**
 * What must be true of a MySQL or MariaDB server before a migration starts, one class per check.
 */
package dev.crossover.sources.mysql.preflight;
