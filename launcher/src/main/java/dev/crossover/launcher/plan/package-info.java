/** What a migration will do, and the target schema that it makes. Moves no rows. */
package dev.crossover.launcher.plan;
