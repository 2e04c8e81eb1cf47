package dev.crossover.engine.target;

import dev.crossover.engine.journal.Phase;
import java.util.Arrays;
import java.util.List;

/** A target with its tables, as a contract test needs it; the test closes it. */
public interface TargetUnderTest extends AutoCloseable {
  Target target();

  /** The rows of a table as portable values of these columns, in the order of the first one. */
  List<List<Object>> rows(String table, String... columns);

  /** What the target says of a child whose parent is missing, or a part of it. */
  String wordsForAMissingParent();

  /** Takes the journal away, as giving up does, and moves that of a new migration to a phase. */
  void beginAnew(Phase phase);

  @Override
  void close();

  /** A target in memory. */
  record InMemory(InMemoryTarget target) implements TargetUnderTest {
    @Override
    @SuppressWarnings("unchecked")
    public List<List<Object>> rows(String table, String... columns) {
      return target.rows(table).stream()
          .map(row -> Arrays.stream(columns).map(row::get).toList())
          .sorted((one, other) -> ((Comparable<Object>) one.get(0)).compareTo(other.get(0)))
          .toList();
    }

    @Override
    public String wordsForAMissingParent() {
      return "a referenced row is missing";
    }

    @Override
    public void beginAnew(Phase phase) {
      target.administration().store().remove();
      Phases.move(target, phase);
    }

    @Override
    public void close() {
      target.close();
    }
  }
}
