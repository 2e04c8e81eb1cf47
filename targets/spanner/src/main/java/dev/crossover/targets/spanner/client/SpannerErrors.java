package dev.crossover.targets.spanner.client;

import com.google.cloud.spanner.SpannerException;
import dev.crossover.contract.TargetException;
import io.grpc.Status;
import java.util.Optional;

/** Spanner's errors in a message for people. */
public final class SpannerErrors {
  private SpannerErrors() {}

  /** Spanner's own sentence with its code, without the names of the layers that passed it on. */
  public static String sentence(SpannerException error) {
    String description = description(error);
    return description.isEmpty()
        ? String.valueOf(error.getMessage())
        : error.getErrorCode() + ": " + description;
  }

  /** The failure of a request that says nothing about the request itself. */
  public static TargetException cannot(String what, SpannerException error) {
    return new TargetException(
        "cannot %s: Spanner says %s; see that the target answers and that its user may do that, then run the command again"
            .formatted(what, sentence(error).lines().findFirst().orElse("nothing")),
        error);
  }

  /** Spanner's own sentence; empty if the error did not come from the server. */
  public static String description(SpannerException error) {
    return Optional.ofNullable(Status.fromThrowable(error).getDescription()).orElse("");
  }
}
