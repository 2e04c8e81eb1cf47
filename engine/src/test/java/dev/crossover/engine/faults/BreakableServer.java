package dev.crossover.engine.faults;

/**
 * A real database server of a test's own, which can be stopped, started and made to stand still. It
 * keeps what it has acknowledged, and its port.
 */
public interface BreakableServer extends AutoCloseable {
  int port();

  /** Ends every session and the server, with no chance to say goodbye. */
  void stop();

  /** Does nothing if it runs. */
  void start();

  /** Stops every process of the server where it is, without a word to anybody. */
  void standStill();

  /** Does nothing if it does not stand still. */
  void goOn();

  @Override
  void close();
}
