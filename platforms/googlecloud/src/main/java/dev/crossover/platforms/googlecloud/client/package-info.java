/** How Google's clients are made: where each service answers, and by whose right it is asked. */
package dev.crossover.platforms.googlecloud.client;
