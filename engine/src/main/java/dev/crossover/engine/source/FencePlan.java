package dev.crossover.engine.source;

/**
 * What a fence would do.
 *
 * @param record what is taken away
 * @param summary the same for a person, as the end of the sentence "The cutover will ..."
 */
public record FencePlan(FenceRecord record, String summary) {}
