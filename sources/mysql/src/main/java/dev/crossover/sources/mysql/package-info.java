/** Everything that knows MySQL. So far: where Datastream's records keep table and position. */
package dev.crossover.sources.mysql;
