/** The change stream as a stream of Datastream. It reads the source; nothing here does. */
package dev.crossover.platforms.googlecloud.stream;
