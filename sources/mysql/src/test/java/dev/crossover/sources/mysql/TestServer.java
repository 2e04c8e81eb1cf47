package dev.crossover.sources.mysql;

import org.junit.jupiter.api.Assumptions;

/**
 * The kinds of server that this room is tried with. A test of one that this machine has not is
 * skipped, and the console says why.
 */
public enum TestServer {
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

  private final String collation;
  private RunningServer shared;
  private String reason = "";

  TestServer(String collation) {
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
      reason =
          "no real "
              + this
              + " server on this machine, so its tests are skipped: "
              + e.getMessage();
      System.err.println("SKIPPED: " + reason);
      skipUnlessThere();
      throw e;
    }
  }

  private void skipUnlessThere() {
    Assumptions.assumeTrue(reason.isEmpty(), reason);
  }

  /** The server of all tests of a JVM, started by the first that asks and ended with the JVM. */
  synchronized RunningServer shared() {
    if (shared == null) {
      RunningServer server = start();
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      shared = server;
    }
    return shared;
  }
}
