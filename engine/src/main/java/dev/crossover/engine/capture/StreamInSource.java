package dev.crossover.engine.capture;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.changes.Position;
import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A stream's part in the source, and the record of where the stream begins: made once, however
 * often whoever makes it is killed.
 *
 * @param keeper what keeps the record, for people
 * @param served whether a service was already told to read the source, for which somebody made it
 *     ready; what has our names otherwise is somebody else's
 */
public record StreamInSource(
    StreamStates states, CaptureSetup setup, String keeper, BooleanSupplier served, Clock clock) {

  /**
   * Makes it, unless it is made. From then on no change of the source can be missed.
   *
   * @return what is recorded
   * @throws SourceException if the source refuses
   */
  public StreamState make() {
    StreamState state = states.read().orElseGet(this::claim);
    if (state.safe().isPresent()) {
      return state;
    }
    Position start = adopts() ? setup.adopt() : setup.create();
    StreamState started = state.started(start, clock.instant());
    states.write(started);
    return started;
  }

  private boolean adopts() {
    return setup.isTaken() && served.getAsBoolean();
  }

  /** Says in the record that the objects which are about to be made are ours. */
  private StreamState claim() {
    if (setup.isOurs()) {
      throw new SourceException(
          "the source keeps its log for the change stream of a migration with these settings, of"
              + " which %s knows nothing: it was lost, or is another one than before."
                  .formatted(keeper)
              + " Restore it there; without it begin anew: crossover cleanup --abandon, then"
              + " crossover run");
    }
    if (!adopts()) {
      setup.requireUnused();
    }
    StreamState state = StreamState.starting(clock.instant());
    states.write(state);
    return state;
  }

  /** As {@link ChangeStream#uncaptured}. */
  public List<String> uncaptured() {
    return states.read().flatMap(StreamState::start).isPresent() ? setup.uncaptured() : List.of();
  }

  /** Removes it with its record; does nothing if there is nothing of ours. */
  public void remove() {
    if (states.read().isPresent() || setup.isOurs()) {
      setup.remove();
      states.delete();
    }
  }
}
