/**
 * What strings the steps of a migration together: which step comes next, and who may take it. The
 * steps themselves are in packages of their own.
 */
package dev.crossover.launcher.workflow;
