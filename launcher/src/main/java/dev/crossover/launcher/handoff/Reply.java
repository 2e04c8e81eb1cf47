package dev.crossover.launcher.handoff;

/**
 * What became of an event. Eventarc delivers by Pub/Sub, which sends again whatever is not answered
 * with 2xx, for a day (cloud.google.com/eventarc/docs/retry-events).
 *
 * @param status of HTTP
 * @param text one line, without anything from the event's body
 * @param undeliverable whether nobody may forget the event although it is answered for
 */
public record Reply(int status, String text, boolean undeliverable) {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  /** It is done, or is not for this launcher. */
  static Reply done(String text) {
    return new Reply(OK, text, false);
  }

  /** It may go better later. */
  public static Reply again(String text) {
    return new Reply(UNAVAILABLE, text, false);
  }

  /** A person may have to do something first; then it goes by itself. */
  static Reply againAfterAPerson(String text) {
    return new Reply(UNAVAILABLE, text, true);
  }

  /** No delivery will ever go better. */
  static Reply never(String text) {
    return new Reply(OK, text, true);
  }

  boolean isFinal() {
    return status == OK;
  }
}
