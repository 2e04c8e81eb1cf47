/**
 * What was loaded and applied, as the target records it. Writes nothing before what it records is
 * durable.
 */
package dev.crossover.engine.ledger;
