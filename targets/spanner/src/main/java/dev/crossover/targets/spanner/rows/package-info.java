/**
 * Rows and values as Spanner holds them: conversion, writing, finding, and what a refusal means.
 * Decides nothing about what is written.
 */
package dev.crossover.targets.spanner.rows;
