/**
 * The gated cutover: gates, fence, drain, catch-up proof, verification, journal, and what is rolled
 * forward after it. Before the journal every failure gives the source back by itself.
 */
package dev.crossover.launcher.cutover;
