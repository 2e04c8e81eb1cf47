/**
 * The jobs of a migration as jobs of Dataflow. A job is known by its name, so whoever launches it
 * second, finds it.
 */
package dev.crossover.platforms.googlecloud.jobs;
