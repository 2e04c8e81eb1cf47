/** Connections to MySQL and MariaDB, and SQL that every other package here writes. */
package dev.crossover.sources.mysql.sql;
