/** What a migration came to, as one JSON object and as a table for a person. */
package dev.crossover.launcher.report;
