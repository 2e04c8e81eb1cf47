/** CDKTF stacks and constructs. The only module that sees {@code com.hashicorp.cdktf}. */
package dev.crossover.stacks;
