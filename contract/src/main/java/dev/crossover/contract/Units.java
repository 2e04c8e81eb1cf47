package dev.crossover.contract;

/**
 * Units of job parameters. A template takes plain numbers, so the unit is said by the type, and a
 * number of one unit cannot be handed on as another.
 */
public final class Units {
  private Units() {}

  /** Size in memory or in a commit. */
  public record Bytes(long count) {
    @Override
    public String toString() {
      return Long.toString(count);
    }
  }

  /** A time of whole minutes. */
  public record Minutes(int count) {
    @Override
    public String toString() {
      return Integer.toString(count);
    }
  }

  /** How often something is tried. */
  public record Attempts(int count) {
    @Override
    public String toString() {
      return Integer.toString(count);
    }
  }

  /** Rows of a source table. */
  public record Rows(int count) {
    @Override
    public String toString() {
      return Integer.toString(count);
    }
  }

  /** Connections to a source. */
  public record Connections(int count) {
    @Override
    public String toString() {
      return Integer.toString(count);
    }
  }
}
