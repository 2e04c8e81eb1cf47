package dev.crossover.launcher.model;

/**
 * One thing that can happen next.
 *
 * @param actor who does it
 * @param what in words, for a trace
 * @param calm whether it is what the actor does when nothing goes wrong
 * @param next the state after it
 */
record Step<S>(String actor, String what, boolean calm, S next) {}
