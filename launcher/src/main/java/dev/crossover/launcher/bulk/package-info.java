/**
 * The bulk load as steps of the workflow: begin it, watch its job, and decide by the bulk gate
 * whether live apply may follow. Loads no rows itself.
 */
package dev.crossover.launcher.bulk;
