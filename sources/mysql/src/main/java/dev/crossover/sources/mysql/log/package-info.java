/** The binary log of MySQL and MariaDB, and the server's clock: positions, sentinels, retention. */
package dev.crossover.sources.mysql.log;
