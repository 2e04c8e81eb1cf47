package dev.crossover.engine.capture;

import java.util.Optional;

/** Where a stream's state is published: durable when a write returns, and never seen in part. */
public interface StreamStates {
  /** What was last written; empty if there is no stream. */
  Optional<StreamState> read();

  void write(StreamState state);

  /** Forgets the stream; does nothing if there is none. */
  void delete();
}
