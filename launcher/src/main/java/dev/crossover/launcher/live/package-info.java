/** Live apply as a step of the workflow, and how far the target is. Applies no changes itself. */
package dev.crossover.launcher.live;
