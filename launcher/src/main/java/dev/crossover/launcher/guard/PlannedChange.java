package dev.crossover.launcher.guard;

import java.util.List;
import java.util.Locale;

/**
 * What a plan does to one resource.
 *
 * @param address such as {@code google_datastream_stream.source-stream}
 * @param causes which attributes make it so, or why the resource goes
 */
public record PlannedChange(String address, String type, Kind kind, List<String> causes) {

  /** What happens to a resource. */
  public enum Kind {
    CREATE,
    UPDATE,
    /** Destroyed and made again, in whatever order. */
    REPLACE,
    DELETE,
    /** Left alone, but no longer in the state. */
    FORGET
  }

  @Override
  public String toString() {
    String why = causes.isEmpty() ? "" : " (" + String.join("; ", causes) + ")";
    return kind.name().toLowerCase(Locale.ROOT) + " " + address + why;
  }
}
