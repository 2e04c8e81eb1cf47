/** Reads Terraform plans and refuses those that would hurt a migration. Never runs Terraform. */
package dev.crossover.launcher.guard;
