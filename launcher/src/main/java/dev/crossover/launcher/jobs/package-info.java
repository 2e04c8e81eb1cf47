/** Starting and watching the pipelines as jobs: the port, and child JVMs on this machine. */
package dev.crossover.launcher.jobs;
