package dev.crossover.engine.schema;

/**
 * Something of the source that cannot be moved as it is; nothing starts until it is settled.
 *
 * @param subject what it is about, such as {@code column public.t.c}
 * @param found what was found
 * @param allowed what would be accepted
 * @param remedy what to do
 */
public record Refusal(String subject, String found, String allowed, String remedy) {
  /** The refusal as one line. */
  public String message() {
    return subject + ": " + found + "; allowed: " + allowed + "; " + remedy;
  }
}
