/**
 * Google Cloud as a platform: what the launcher asks of its services, through the engine's ports.
 */
package dev.crossover.platforms.googlecloud;
