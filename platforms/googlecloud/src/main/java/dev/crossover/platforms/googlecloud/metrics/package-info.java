/** What Cloud Monitoring has measured, for people; nothing is proved by it. */
package dev.crossover.platforms.googlecloud.metrics;
