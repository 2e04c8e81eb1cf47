/**
 * What must be right around a migration on Google Cloud before anything is deployed: one check a
 * file. Looks and changes nothing; what cannot be looked at is unknown, and never right.
 */
package dev.crossover.platforms.googlecloud.doctor;
