package dev.crossover.engine.source;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.List;

/**
 * A transaction that has written, or is about to, and is not over.
 *
 * @param name the session's process id, or the name under which it was prepared
 * @param prepared whether it waits for the second phase of its commit, without a session
 */
public record OpenTransaction(String name, boolean prepared, String role, Duration age) {
  /** The transaction in a few words. */
  public String text() {
    return (prepared ? "prepared transaction '" + name + "'" : "session " + name)
        + " of "
        + role
        + ", "
        + age.toSeconds()
        + " s old";
  }

  /** Many transactions, each in a few words. */
  public static String texts(List<OpenTransaction> transactions) {
    return transactions.stream().map(OpenTransaction::text).collect(joining("; "));
  }
}
