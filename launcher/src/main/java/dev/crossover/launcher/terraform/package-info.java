/** What Terraform prints of its plans. Never runs Terraform. */
package dev.crossover.launcher.terraform;
