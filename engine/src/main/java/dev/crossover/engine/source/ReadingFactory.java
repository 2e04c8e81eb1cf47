package dev.crossover.engine.source;

/** Opens what a job reads of a source, by the address that its parameters carry. */
@FunctionalInterface
public interface ReadingFactory {
  /**
   * Opens it; does not connect yet.
   *
   * @param address as {@link Source#address} gives it
   * @param connections the most that are open at once
   */
  OpenReading open(String address, String user, String password, int connections);

  /**
   * What is read, and its connections, which the caller closes.
   *
   * @param connections closes them
   */
  record OpenReading(SourceReading reading, Runnable connections) implements AutoCloseable {
    @Override
    public void close() {
      connections.run();
    }
  }
}
