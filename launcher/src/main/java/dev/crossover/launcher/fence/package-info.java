/**
 * Raising the fence and taking it down again: when that is needed, in which order, within which
 * limits, and by whom. The one place that un-fences the source.
 */
package dev.crossover.launcher.fence;
