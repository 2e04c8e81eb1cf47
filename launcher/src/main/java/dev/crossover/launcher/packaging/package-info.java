/** What of this installation goes into which image and template. */
package dev.crossover.launcher.packaging;
