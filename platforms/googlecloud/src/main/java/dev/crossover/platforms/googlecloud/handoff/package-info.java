/**
 * The events that a launcher which runs as a service is told, and where those go that it cannot act
 * on. Decides nothing and believes nothing: an event says where to look.
 */
package dev.crossover.platforms.googlecloud.handoff;
