package dev.crossover.sources.mysql.sql;

import java.sql.SQLException;

/** What a server says of a failure, with the way out where it says none. */
public final class ServerSays {
  private static final int LOCK_WAIT_TIMEOUT = 1205;

  private ServerSays() {}

  /** The end of a sentence. */
  public static String of(SQLException failure) {
    return failure.getMessage() + wayOut(failure);
  }

  /** What follows a sentence that does not quote the server; empty if nothing is known. */
  public static String wayOut(SQLException failure) {
    return failure.getErrorCode() == LOCK_WAIT_TIMEOUT
        ? " (another session holds a lock, such as LOCK TABLES, FLUSH TABLES WITH READ LOCK or"
            + " an open transaction; find it in SHOW PROCESSLIST or"
            + " performance_schema.metadata_locks, and end it)"
        : "";
  }
}
