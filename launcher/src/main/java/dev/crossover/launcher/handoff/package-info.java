/**
 * The launcher as a service: is told when a job changes its state, and hands over from the bulk
 * load to the live job. The workflow itself is that of a person's commands.
 */
package dev.crossover.launcher.handoff;
