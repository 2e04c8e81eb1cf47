package dev.crossover.platforms.googlecloud.client;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode.Code;
import dev.crossover.contract.ExternalToolException;
import dev.crossover.engine.time.Timing;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How a service is asked: again while it cannot answer, and then with an error that says what it
 * said.
 *
 * @param service its name, for people
 * @param roles what the launcher's account needs there
 */
public record ServiceCalls(String service, String roles, Timing timing) {
  /** What the services' own guide to errors calls worth another try. */
  private static final Set<Code> PASSING =
      EnumSet.of(
          Code.UNAVAILABLE,
          Code.DEADLINE_EXCEEDED,
          Code.ABORTED,
          Code.INTERNAL,
          Code.RESOURCE_EXHAUSTED);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final int TRIES = 6;

  /**
   * The answer to something that may be asked any number of times.
   *
   * @param what to follow "cannot "
   * @throws ExternalToolException if it cannot be had
   */
  public <T> T ask(String what, Supplier<T> call) {
    Duration pause = FIRST_PAUSE;
    for (int tries = 1; ; tries++) {
      try {
        return call.get();
      } catch (ApiException e) {
        if (!isPassing(e) || tries == TRIES) {
          throw failed(what, e);
        }
        timing.pause(pause);
        pause = pause.multipliedBy(2);
      }
    }
  }

  /** As {@link #ask}; empty if the service has no such thing. */
  public <T> Optional<T> find(String what, Supplier<T> call) {
    return ask(
        what,
        () -> {
          try {
            return Optional.of(call.get());
          } catch (ApiException e) {
            if (code(e) == Code.NOT_FOUND) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  /** That nobody may be asked as. */
  public static ExternalToolException noCredentials(String service, IOException e) {
    return new ExternalToolException(
        "cannot ask %s: %s; log in with `gcloud auth application-default login`, or run as a service account"
            .formatted(service, e.getMessage()),
        e);
  }

  /** Whether the same call may do better, or has taken effect and the answer was lost. */
  public static boolean isPassing(ApiException e) {
    return PASSING.contains(code(e));
  }

  public static Code code(ApiException e) {
    return e.getStatusCode().getCode();
  }

  /** What the service said, and what to do about it. */
  public ExternalToolException failed(String what, ApiException e) {
    return new ExternalToolException(
        "cannot %s: %s says %s, %s; %s".formatted(what, service, code(e), said(e), remedy(e)), e);
  }

  private static String said(ApiException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String text = String.valueOf(cause.getMessage());
    String prefix = code(e) + ": ";
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  private String remedy(ApiException e) {
    return switch (code(e)) {
      case PERMISSION_DENIED, UNAUTHENTICATED ->
          "give the account that runs the launcher %s, then run the command again".formatted(roles);
      case NOT_FOUND -> "see that it is deployed, and where google_cloud.project and region point";
      case UNAVAILABLE, DEADLINE_EXCEEDED, ABORTED, INTERNAL ->
          "run the command again when the service answers";
      case RESOURCE_EXHAUSTED -> "raise the quota, or run the command again later";
      default -> "repair that, then run the command again";
    };
  }
}
