package dev.crossover.launcher.model;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at every state that a model can reach, nearest first, so that a trace is a shortest one.
 */
final class ModelChecker<S> {
  private final Model<S> model;
  private final int limit;
  private final Map<S, Arrival<S>> arrivals = new HashMap<>();
  private final ArrayDeque<S> unexplored = new ArrayDeque<>();

  /**
   * @param limit more states than this mean that the model is not bounded
   */
  ModelChecker(Model<S> model, int limit) {
    this.model = model;
    this.limit = limit;
  }

  /** How a state was first reached. */
  private record Arrival<S>(Optional<S> from, String actor, String what) {}

  /**
   * @param counterexample empty if every state is sound
   */
  record Result(int states, Optional<Counterexample> counterexample) {}

  /**
   * @param problem what is wrong with the last state
   * @param trace what led to it, one step a line
   */
  record Counterexample(String problem, List<String> trace) {
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(problem);
      for (int index = 0; index < trace.size(); index++) {
        text.append("\n%3d  %s".formatted(index + 1, trace.get(index)));
      }
      return text.toString();
    }
  }

  /**
   * @throws IllegalStateException if there are more states than the limit
   */
  Result check() {
    reach(model.first(), new Arrival<>(Optional.empty(), "", ""));
    while (!unexplored.isEmpty()) {
      S state = unexplored.remove();
      Optional<String> problem = model.broken(state);
      if (problem.isPresent()) {
        return new Result(
            arrivals.size(), Optional.of(new Counterexample(problem.get(), trace(state))));
      }
      for (Step<S> step : model.steps(state)) {
        reach(step.next(), new Arrival<>(Optional.of(state), step.actor(), step.what()));
      }
    }
    return new Result(arrivals.size(), Optional.empty());
  }

  private void reach(S state, Arrival<S> arrival) {
    if (arrivals.putIfAbsent(state, arrival) != null) {
      return;
    }
    unexplored.add(state);
    if (arrivals.size() > limit) {
      throw new IllegalStateException("more than " + limit + " states");
    }
  }

  private List<String> trace(S last) {
    ArrayDeque<String> trace = new ArrayDeque<>();
    S state = last;
    while (arrivals.get(state).from().isPresent()) {
      Arrival<S> arrival = arrivals.get(state);
      trace.addFirst(arrival.actor() + ": " + arrival.what() + "  -> " + state);
      state = arrival.from().get();
    }
    return List.copyOf(trace);
  }
}
