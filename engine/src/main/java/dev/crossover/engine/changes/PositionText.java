package dev.crossover.engine.changes;

import static java.util.stream.Collectors.joining;

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

  /** A place in several logs, each with the name of its shard. */
  default String of(LogPosition place) {
    return place.shards().entrySet().stream()
        .map(
            shard ->
                (shard.getKey().equals(LogPosition.WHOLE) ? "" : shard.getKey() + " ")
                    + of(shard.getValue()))
        .collect(joining(", "));
  }

  /**
   * Reads what {@link #of} writes.
   *
   * @throws IllegalArgumentException if the text is no position
   */
  Position parse(String text);
}
