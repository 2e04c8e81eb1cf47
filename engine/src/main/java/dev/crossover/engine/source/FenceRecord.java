package dev.crossover.engine.source;

/**
 * What a fence takes away, in the source's own form. Whoever has it can undo the fence, so the
 * journal keeps it from before the fence is raised until after it is lowered.
 *
 * @param json read by the source that made it, and by nobody else
 */
public record FenceRecord(String json) {}
