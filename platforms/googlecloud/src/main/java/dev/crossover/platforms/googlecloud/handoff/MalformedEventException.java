package dev.crossover.platforms.googlecloud.handoff;

/** A request is no event that can be read; to send it again changes nothing. */
public final class MalformedEventException extends RuntimeException {
  MalformedEventException(String message) {
    super(message);
  }
}
