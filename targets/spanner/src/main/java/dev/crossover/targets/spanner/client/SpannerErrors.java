package dev.crossover.targets.spanner.client;

import com.google.cloud.spanner.SpannerException;

/** Spanner's errors in a message for people. */
public final class SpannerErrors {
  private SpannerErrors() {}

  /** Spanner's own sentence, without the names of the layers that passed it on. */
  public static String sentence(SpannerException error) {
    String message = String.valueOf(error.getMessage());
    int inner = message.indexOf("StatusRuntimeException: ");
    String sentence =
        inner < 0 ? message : message.substring(inner + "StatusRuntimeException: ".length());
    int request = sentence.indexOf(" - RequestId: ");
    return request < 0 ? sentence : sentence.substring(0, request);
  }
}
