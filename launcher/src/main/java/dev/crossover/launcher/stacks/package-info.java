/** Meets the stacks module as a program and as files. Never sees CDKTF. */
package dev.crossover.launcher.stacks;
