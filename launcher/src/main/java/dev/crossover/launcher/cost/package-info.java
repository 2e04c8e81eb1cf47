/** What the resources of a Terraform plan cost, by a table of prices. Asks no service. */
package dev.crossover.launcher.cost;
