/**
 * The capture process of a platform without a capture service: change files in Datastream's layout,
 * the order of commits, and the state that the stream publishes. How a source's log is read is the
 * source's own.
 */
package dev.crossover.engine.capture;
