/**
 * A model of handoff and cutover, small enough to look at every state it can reach: processes that
 * die or go on late, lost replies, writes that land when nobody expects them any more. It shows the
 * protocol, not the code; where it can it asks the code's own tables (phases and who may write in
 * them).
 */
package dev.crossover.launcher.model;
