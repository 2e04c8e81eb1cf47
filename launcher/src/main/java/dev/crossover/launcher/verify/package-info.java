/**
 * Verification as the workflow needs it: while writes flow, and inside the fence. Compares nothing
 * itself.
 */
package dev.crossover.launcher.verify;
