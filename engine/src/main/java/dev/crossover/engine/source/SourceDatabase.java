package dev.crossover.engine.source;

import dev.crossover.engine.capture.LocalCapture;
import dev.crossover.engine.schema.TableName;
import java.util.List;

/** A source that is one database, or one server, with one log. */
public interface SourceDatabase extends Source {
  /**
   * The source's own capture of its changes.
   *
   * @param tables the moved tables
   */
  LocalCapture capture(List<TableName> tables);
}
