package dev.crossover.engine.source;

import java.util.List;

/**
 * The transactions of others that have written to a moved table, or may still do so with what they
 * have begun, and are not over.
 *
 * <p>Every method throws {@link dev.crossover.contract.SourceException} when the source fails.
 */
public interface Writers {
  /** All of them, prepared ones included; Crossover's own are not. */
  List<OpenTransaction> open();

  /** Ends a session and what it wrote. Does nothing for a prepared transaction, which has none. */
  void end(OpenTransaction transaction);
}
