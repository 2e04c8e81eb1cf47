/**
 * Everything that knows PostgreSQL: catalogue, rows, log positions, fence, sequences, preflight
 * checks, change capture, and its side of the verification.
 */
package dev.crossover.sources.postgresql;
