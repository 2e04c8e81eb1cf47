/**
 * The cutover from top to bottom: gates, fence, drain, canary, catch-up, verification, journal,
 * roll forward. Un-fencing is in {@code launcher.fence}, the gates in {@code launcher.gates}.
 */
package dev.crossover.launcher.cutover;
