package dev.crossover.launcher.guard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a plan does to one resource.
 *
 * @param address such as {@code google_datastream_stream.source-stream}
 * @param reasons why the resource goes or is made anew
 * @param differences the values that differ; of a new resource, all that it has
 * @param values what Terraform's plan says of them
 */
public record PlannedChange(
    String address,
    String type,
    Kind kind,
    List<String> reasons,
    List<Difference> differences,
    JsonNode values) {

  /** What happens to a resource. */
  public enum Kind {
    CREATE,
    UPDATE,
    /** Destroyed and made again, in whatever order. */
    REPLACE,
    DELETE,
    /** Left alone, but no longer in the state. */
    FORGET;

    boolean loses() {
      return this == REPLACE || this == DELETE || this == FORGET;
    }

    boolean starts() {
      return this == CREATE || this == REPLACE;
    }
  }

  /** What happens, with the causes that a refusal is about. */
  String because(List<String> causes) {
    String why = causes.isEmpty() ? "" : " (" + String.join("; ", causes) + ")";
    return kind.name().toLowerCase(Locale.ROOT) + " " + address + why;
  }

  @Override
  public String toString() {
    Stream<String> known =
        differences.stream()
            .filter(difference -> kind == Kind.UPDATE && !difference.unknown())
            .map(Difference::toString);
    return because(Stream.concat(reasons.stream(), known).toList());
  }
}
