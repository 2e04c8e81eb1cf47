/** The change stream from source to files: the port, and the local adapter that runs Debezium. */
package dev.crossover.launcher.stream;
