package dev.crossover.engine.verify.sides;

import dev.crossover.engine.verify.encoding.EncodedRow;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Rows of one side, read as they are asked for. The caller closes it. */
public interface RowCursor extends Iterator<EncodedRow>, AutoCloseable {
  @Override
  void close();

  /** No rows. */
  static RowCursor empty() {
    return oneAfterTheOther(List.of());
  }

  /** The rows of several cursors, each of which is opened when the last one is at its end. */
  static RowCursor oneAfterTheOther(List<Supplier<RowCursor>> cursors) {
    Iterator<Supplier<RowCursor>> rest = cursors.iterator();
    return new RowCursor() {
      private Optional<RowCursor> open = Optional.empty();

      @Override
      public boolean hasNext() {
        while (!open.map(Iterator::hasNext).orElse(false) && rest.hasNext()) {
          close();
          open = Optional.of(rest.next().get());
        }
        return open.map(Iterator::hasNext).orElse(false);
      }

      @Override
      public EncodedRow next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return open.orElseThrow().next();
      }

      @Override
      public void close() {
        open.ifPresent(RowCursor::close);
      }
    };
  }

  /** Those of its rows that are wanted; closing it closes this. */
  default RowCursor only(Predicate<EncodedRow> wanted) {
    RowCursor all = this;
    return new RowCursor() {
      private Optional<EncodedRow> next = Optional.empty();

      @Override
      public boolean hasNext() {
        while (next.isEmpty() && all.hasNext()) {
          next = Optional.of(all.next()).filter(wanted);
        }
        return next.isPresent();
      }

      @Override
      public EncodedRow next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        EncodedRow row = next.orElseThrow();
        next = Optional.empty();
        return row;
      }

      @Override
      public void close() {
        all.close();
      }
    };
  }
}
