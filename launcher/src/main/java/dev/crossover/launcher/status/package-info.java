/** Where a migration stands, and what it came to. Changes nothing. */
package dev.crossover.launcher.status;
