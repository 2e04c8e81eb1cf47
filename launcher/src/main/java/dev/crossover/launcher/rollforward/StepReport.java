package dev.crossover.launcher.rollforward;

/**
 * A step of a cutover that was begun. The components are keys of the JSON answer.
 *
 * @param outcome what was done, or why it failed
 */
public record StepReport(String name, long millis, boolean done, String outcome) {}
