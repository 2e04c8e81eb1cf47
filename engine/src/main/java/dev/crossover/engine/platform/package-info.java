/**
 * What a platform gives the migration: a bucket, and places where the long parts run. Owns the
 * ports; never starts a process itself.
 */
package dev.crossover.engine.platform;
