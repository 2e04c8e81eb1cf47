/**
 * Deploys the stacks of an environment: synthesis, plan, guard, apply. Knows which part belongs to
 * which phase of a migration; Terraform itself is met in the platform.
 */
package dev.crossover.launcher.deploy;
