/**
 * Closes MySQL to the application for a cutover and opens it again, and sees who still writes.
 * Moves no rows.
 */
package dev.crossover.sources.mysql.fence;
