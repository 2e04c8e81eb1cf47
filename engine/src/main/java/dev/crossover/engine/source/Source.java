package dev.crossover.engine.source;

import dev.crossover.engine.changes.ChangeMetadata;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.schema.TableName;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * A database that is moved, as the parts a migration asks of it. A part connects when it is used
 * and not before. The caller closes the source, and with it every part.
 */
public interface Source extends AutoCloseable {
  /** The address without user and password, as the parameters of jobs carry it. */
  String address();

  /** What is read of the source. */
  SourceReading reading();

  SourceLog log();

  SourceClock clock();

  /**
   * Who writes to some tables.
   *
   * @param tables the moved tables
   */
  Writers writers(List<TableName> tables);

  /**
   * The fence around some tables.
   *
   * @param tables the moved tables; none for who only lowers it, which goes by the record in the
   *     source
   */
  Fence fence(List<TableName> tables);

  /** The checks before a migration starts. */
  SourceChecks checks();

  /**
   * Whether the application can be fenced.
   *
   * @param tables the moved tables; asked for when the check looks
   */
  Check fenceCheck(Supplier<List<TableName>> tables);

  /**
   * Whether the log is kept for long enough.
   *
   * @param planned how long the bulk load is estimated to take; asked for when the check looks
   */
  Check retentionCheck(Supplier<Duration> planned);

  /** How Datastream's records of this source say which table and position they are about. */
  ChangeMetadata changeMetadata();

  /** Closes every connection. */
  @Override
  void close();
}
