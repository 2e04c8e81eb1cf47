/**
 * What stacks, launcher and pipelines agree on: the settings of an environment, the names of job
 * parameters and stack outputs, and the root of all errors. Never a cloud client, Beam or jsii.
 */
package dev.crossover.contract;
