package dev.crossover.engine.changes;

/** How a source writes positions of its log for people. */
public interface PositionText {
  /** Writes positions as {@link Position#toString} does, whatever the source. */
  PositionText PLAIN =
      new PositionText() {
        @Override
        public String of(Position position) {
          return position.toString();
        }

        @Override
        public Position parse(String text) {
          return Position.parse(text);
        }
      };

  /** The position as the source itself prints it. */
  String of(Position position);

  /**
   * Reads what {@link #of} writes.
   *
   * @throws IllegalArgumentException if the text is no position
   */
  Position parse(String text);
}
