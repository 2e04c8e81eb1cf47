package dev.crossover.sources.mysql;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/**
 * The kinds of server that this room is tried with. A test of one that this machine has not is
 * skipped, and the console says why.
 */
public enum ServerKind {
  MARIADB("utf8mb4_uca1400_ai_ci") {
    @Override
    RunningServer begin(String... options) {
      return EmbeddedMariadb.start(options);
    }
  },
  MYSQL("utf8mb4_0900_ai_ci") {
    @Override
    RunningServer begin(String... options) {
      return RealMysql.start(options);
    }
  };

  private static final Map<ServerKind, RunningServer> SHARED = new ConcurrentHashMap<>();
  private static final Map<ServerKind, String> MISSING = new ConcurrentHashMap<>();

  private final String collation;

  ServerKind(String collation) {
    this.collation = collation;
  }

  /** The newest one that takes no notice of case and accents. */
  public String collation() {
    return collation;
  }

  abstract RunningServer begin(String... options);

  /** A server of the test's own, which the test closes. */
  public RunningServer start(String... options) {
    skipUnlessThere();
    try {
      return begin(options);
    } catch (UnavailableException e) {
      MISSING.put(this, "there is no real %s on this machine: %s".formatted(this, e.getMessage()));
      System.err.println("SKIPPED, as " + MISSING.get(this));
      skipUnlessThere();
      throw e;
    }
  }

  private void skipUnlessThere() {
    Assumptions.assumeFalse(MISSING.containsKey(this), () -> MISSING.get(this));
  }

  /** The server of all tests of a JVM, started by the first that asks and ended with the JVM. */
  RunningServer shared() {
    synchronized (SHARED) {
      if (!SHARED.containsKey(this)) {
        RunningServer server = start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        SHARED.put(this, server);
      }
      return SHARED.get(this);
    }
  }
}
