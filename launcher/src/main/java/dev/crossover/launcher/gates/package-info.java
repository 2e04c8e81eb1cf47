/** The conditions of a cutover, each looked at without changing anything but our own sentinel. */
package dev.crossover.launcher.gates;
