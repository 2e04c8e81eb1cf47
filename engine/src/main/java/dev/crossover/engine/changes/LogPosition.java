package dev.crossover.engine.changes;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;

/**
 * A place in all that a source logs: a position in the log of each of its shards, which know no
 * order among each other. So two places need not be one above the other.
 *
 * @param shards by the shard's name; the only one of a source without shards has no name, {@code
 *     ""}
 */
public record LogPosition(SortedMap<String, Position> shards) {
  /** The name of the one log of a source that has no shards. */
  public static final String WHOLE = "";

  private static final String NAMED = "=";
  private static final String NEXT = ",";

  public LogPosition {
    if (shards.isEmpty()) {
      throw new IllegalArgumentException("a place in the log must be in that of a shard, got none");
    }
    shards = Collections.unmodifiableSortedMap(new TreeMap<>(shards));
  }

  /** A place in the log of a source without shards. */
  public static LogPosition of(Position position) {
    return new LogPosition(new TreeMap<>(Map.of(WHOLE, position)));
  }

  /** A place in the log of a source without shards. */
  public static LogPosition of(long major, long minor) {
    return of(new Position(major, minor));
  }

  /**
   * Places in several shards as one.
   *
   * @param shards by name, each as its shard has it, which knows nothing of others; not empty
   */
  public static LogPosition ofShards(Map<String, LogPosition> shards) {
    SortedMap<String, Position> positions = new TreeMap<>();
    shards.forEach((name, place) -> positions.put(name, place.whole()));
    return new LogPosition(positions);
  }

  /** The position in the only log of a source without shards. */
  public Position whole() {
    return shard(WHOLE)
        .orElseThrow(() -> new IllegalStateException("a place in several shards is no position"));
  }

  /** The position in the log of one shard; empty if the place says nothing of it. */
  public Optional<Position> shard(String name) {
    return Optional.ofNullable(shards.get(name));
  }

  /** Whether it is at or above another place in every shard that the other one names. */
  public boolean isAtLeast(LogPosition other) {
    return other.shards.entrySet().stream().allMatch(this::reaches);
  }

  /** Whether it is at or above another place in a shard, whatever it is in others. */
  public boolean isAtLeastInAShard(LogPosition other) {
    return other.shards.entrySet().stream().anyMatch(this::reaches);
  }

  private boolean reaches(Map.Entry<String, Position> other) {
    return shard(other.getKey()).filter(here -> here.isAtLeast(other.getValue())).isPresent();
  }

  /** The lowest position that any of the places has in each shard; empty if there is no place. */
  public static Optional<LogPosition> lowest(Collection<LogPosition> places) {
    SortedMap<String, Position> lowest = new TreeMap<>();
    for (LogPosition place : places) {
      place.shards.forEach(
          (shard, position) ->
              lowest.merge(shard, position, BinaryOperator.minBy(Position::compareTo)));
    }
    return lowest.isEmpty() ? Optional.empty() : Optional.of(new LogPosition(lowest));
  }

  /**
   * @param text what {@link #toString} gives
   * @throws IllegalArgumentException if the text is no place
   */
  @JsonCreator
  public static LogPosition parse(String text) {
    SortedMap<String, Position> shards = new TreeMap<>();
    for (String shard : text.split(NEXT, -1)) {
      String[] words = shard.split(Pattern.quote(NAMED), 2);
      shards.put(words.length == 1 ? WHOLE : words[0], Position.parse(words[words.length - 1]));
    }
    return new LogPosition(shards);
  }

  /** {@code major.minor} without shards, {@code north=major.minor,south=major.minor} with them. */
  @JsonValue
  @Override
  public String toString() {
    return shards.entrySet().stream()
        .map(
            shard ->
                (shard.getKey().equals(WHOLE) ? "" : shard.getKey() + NAMED) + shard.getValue())
        .collect(joining(NEXT));
  }
}
