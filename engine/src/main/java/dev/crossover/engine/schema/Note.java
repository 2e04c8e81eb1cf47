package dev.crossover.engine.schema;

/**
 * Something that the target has otherwise than the source.
 *
 * @param subject what it is about, such as {@code index public.t_lower_idx}
 */
public record Note(Kind kind, String subject, String text) {
  /** What sort of difference it is. */
  public enum Kind {
    RENAMED,
    CHANGED,
    /** Values that are compared, sorted or printed otherwise, or of which some cannot be kept. */
    MEANING,
    NOT_MOVED,
    TRADE_OFF
  }
}
