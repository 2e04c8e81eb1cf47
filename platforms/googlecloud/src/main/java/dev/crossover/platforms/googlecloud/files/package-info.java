/**
 * The bucket in Cloud Storage, and the notifications of what is written to it. Knows no change file
 * and no ledger.
 */
package dev.crossover.platforms.googlecloud.files;
