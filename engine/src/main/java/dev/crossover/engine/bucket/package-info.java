/** Files that outlive a process: change files, dead letters, schema files. */
package dev.crossover.engine.bucket;
