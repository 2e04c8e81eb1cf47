package dev.crossover.engine.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembers every state that was published. */
public final class InMemoryStreamStates implements StreamStates {
  private final List<StreamState> written = new ArrayList<>();
  private Optional<StreamState> state = Optional.empty();

  /** The phases that were published, oldest first. */
  public synchronized List<StreamState.Phase> phases() {
    return written.stream().map(StreamState::phase).toList();
  }

  @Override
  public synchronized Optional<StreamState> read() {
    return state;
  }

  @Override
  public synchronized void write(StreamState next) {
    written.add(next);
    state = Optional.of(next);
  }

  @Override
  public synchronized void delete() {
    state = Optional.empty();
  }
}
