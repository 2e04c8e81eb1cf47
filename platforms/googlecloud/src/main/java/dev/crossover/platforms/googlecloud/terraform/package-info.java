/**
 * Runs Terraform, or OpenTofu, on one synthesised stack: plan, show, apply of exactly that plan,
 * outputs. Decides nothing about a plan and knows no migration.
 */
package dev.crossover.platforms.googlecloud.terraform;
